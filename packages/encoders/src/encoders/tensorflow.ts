import type { GraphModel } from '@tensorflow/tfjs-converter'
import type { io } from '@tensorflow/tfjs-core'
import { EncoderUnavailableError } from '../errors.ts'
import type { EncoderFile } from '../types.ts'

/**
 * The one way of calculating that all who use an encoder have: plain WebAssembly with SIMD and without threads, whose
 * floating-point numbers are the same wherever it runs. (Without SIMD they differ in the sixth decimal place.)
 */
export const wasmFile: EncoderFile = {
  path: '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  bytes: 424_594,
  sha256: '77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b',
}

/** The packages that run a model of TensorFlow.js. */
export const tensorflowPackages = [
  '@tensorflow/tfjs-core@4.22.0',
  '@tensorflow/tfjs-converter@4.22.0',
  '@tensorflow/tfjs-backend-wasm@4.22.0',
]

/** What an encoder needs of TensorFlow.js. */
export interface Tensorflow {
  core: typeof import('@tensorflow/tfjs-core')
  /** A model of the parsed `model.json`, changed or not, and the bytes of its weights in their order. */
  loadModel(description: ModelDescription, weights: readonly Uint8Array[]): GraphModel<io.IOHandlerSync>
}

/** A node of a graph: what it computes of which others. */
export interface GraphNode {
  name: string
  op: string
  input?: string[]
  attr?: Record<string, unknown>
}

/** What stands in the `model.json` of TensorFlow.js. */
export interface ModelDescription {
  modelTopology: { node: GraphNode[] }
  weightsManifest: { paths: string[]; weights: io.WeightsManifestEntry[] }[]
}

let started: Promise<Tensorflow> | undefined

/**
 * Starts TensorFlow.js, once for all encoders.
 *
 * @param row The encoder that needs it, for what is said if it is not there.
 * @param wasm The content of `wasmFile`.
 * @throws EncoderUnavailableError if its packages are not installed, or WebAssembly cannot run it.
 */
export async function startTensorflow(
  row: { name: string; packages: readonly string[] },
  wasm: Uint8Array,
): Promise<Tensorflow> {
  started ??= start(wasm)
  try {
    return await started
  } catch (cause) {
    started = undefined
    throw unavailable(row, cause)
  }
}

/** @throws EncoderUnavailableError instead of what says that a module cannot be found. */
export async function importOptional<module>(
  row: { name: string; packages: readonly string[] },
  load: () => Promise<module>,
): Promise<module> {
  try {
    return await load()
  } catch (cause) {
    throw unavailable(row, cause)
  }
}

function unavailable(
  { name, packages }: { name: string; packages: readonly string[] },
  cause: unknown,
): EncoderUnavailableError {
  const reason = `TensorFlow.js does not start (${cause instanceof Error ? cause.message : String(cause)}).`
  return new EncoderUnavailableError(name, reason, { packages, cause })
}

async function start(wasm: Uint8Array): Promise<Tensorflow> {
  const [core, { loadGraphModelSync }, { setWasmPaths }] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-converter'),
    import('@tensorflow/tfjs-backend-wasm'),
  ])
  core.env().set('WASM_HAS_SIMD_SUPPORT', true)
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  // it insists on fetching the file that was checked already
  setWasmPaths('', true)
  const { platform } = core.env()
  const { fetch } = platform
  platform.fetch = async () => new Response(wasm as Uint8Array<ArrayBuffer>)
  try {
    if (!(await core.setBackend('wasm'))) throw new Error('WebAssembly with SIMD does not run here')
  } finally {
    platform.fetch = fetch
  }
  return {
    core,
    loadModel: ({ modelTopology, weightsManifest }, weights) =>
      loadGraphModelSync({
        load: () => ({
          modelTopology,
          weightSpecs: weightsManifest.flatMap(group => group.weights),
          weightData: joined(weights),
        }),
      }),
  }
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole.buffer
}

/** What a JSON file of an encoder holds; its hash is right already, so it is what was published. */
export function parseJson<content>(bytes: Uint8Array): content {
  return JSON.parse(new TextDecoder().decode(bytes))
}
