import { borrow } from '@cotrain/testing/borrowed'
import type { env, InferenceSession, Tensor } from 'onnxruntime-common'

interface OnnxRuntime {
  env: typeof env
  InferenceSession: typeof InferenceSession
  Tensor: typeof Tensor
}

let runtime: Promise<OnnxRuntime> | undefined

/** 139 MB that two files of tests need, so not everybody has to install it. */
const onnxRuntimeWeb = {
  name: 'onnxruntime-web',
  version: '1.30.0',
  integrity:
    'sha512-q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==',
}

async function loadRuntime(): Promise<OnnxRuntime> {
  const folder = await borrow(onnxRuntimeWeb)
  const ort: OnnxRuntime = await import(/* @vite-ignore */ `${folder}/dist/ort.node.min.mjs`)
  // one thread is enough, and starts at once
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'fatal'
  return ort
}

/** Rows of an output: numbers or texts, as many a sample as there are. */
export type Rows = (number | string)[][]

/**
 * What ONNX's own runtime, as WebAssembly, makes of the samples: outputs by name. Each input takes as many numbers of a
 * sample as its width says, one input after the other.
 */
export async function runOnnx(
  bytes: Uint8Array,
  samples: readonly number[][],
  outputs: readonly string[],
  inputs: readonly { name: string; dims: number[]; integers?: boolean }[],
): Promise<Record<string, Rows>> {
  runtime ??= loadRuntime()
  const ort = await runtime
  const session = await ort.InferenceSession.create(bytes)
  try {
    const feeds: Record<string, Tensor> = {}
    let first = 0
    for (const { name, dims, integers } of inputs) {
      const width = dims.reduce((product, dim) => product * dim, 1)
      const numbers = samples.flatMap(sample => sample.slice(first, first + width))
      const shape = [samples.length, ...dims]
      feeds[name] = integers
        ? new ort.Tensor(
            'int64',
            BigInt64Array.from(numbers, number => BigInt(number)),
            shape,
          )
        : new ort.Tensor('float32', Float32Array.from(numbers), shape)
      first += width
    }
    const results = await session.run(feeds, [...outputs])
    return Object.fromEntries(outputs.map(name => [name, rowsOf(results[name]!, samples.length)]))
  } finally {
    await session.release()
  }
}

function rowsOf({ data }: Tensor, samples: number): Rows {
  const items = Array.from(data as Iterable<number | bigint | string>, item =>
    typeof item === 'bigint' ? Number(item) : item,
  )
  const width = items.length / samples
  return Array.from({ length: samples }, (_, i) => items.slice(i * width, (i + 1) * width))
}
