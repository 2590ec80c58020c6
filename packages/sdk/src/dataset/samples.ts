import type { Hex } from 'viem'
import {
  type DenseEncoder,
  denseUnit,
  type SampleEncoder,
  unpackDenseSample,
  unpackSample,
} from '../encoders/index.ts'
import { plainLine } from '../metadata/plainText.ts'
import type { DatasetCard, DatasetRow } from './types.ts'

export type DatasetEncoder = SampleEncoder<string> | DenseEncoder

/** Longer words are cut: whoever publishes a vocabulary may be a stranger. */
const maxWord = 200

/** What the samples of a data set tell. */
export function describeSamples(
  kind: 'sparse' | 'dense',
  features: number,
  encoder: DatasetEncoder | undefined,
  problem: string | undefined,
): DatasetCard['samples'] {
  const dense = encoder && 'scales' in encoder
  const indices = Array.from({ length: features }, (_, i) => i)
  const named = encoder !== undefined && !dense && indices.some(i => encoder.describe(i) !== undefined)
  return {
    kind,
    features,
    tells: dense ? 'numbers' : named && !isIndices(encoder) ? 'words' : 'indices',
    names: dense ? indices.map(i => plainLine(encoder.describe(i) ?? '', maxWord) || `number ${i}`) : null,
    problem: problem ?? null,
  }
}

/** An encoder of bare indices describes a feature by its number. */
function isIndices({ name }: DatasetEncoder): boolean {
  return name.startsWith('indices-')
}

/** Makes what reads samples, as far as the encoder allows. */
export function sampleReader(
  { tells }: DatasetCard['samples'],
  encoder: DatasetEncoder | undefined,
): (sample: Hex) => Pick<DatasetRow, 'words' | 'numbers'> {
  if (encoder && 'scales' in encoder) {
    return sample => ({ words: null, numbers: numbersOf(encoder, unpackDenseSample(sample)) })
  }
  if (!encoder || tells !== 'words') return () => ({ words: null, numbers: null })
  const word = (index: number) => plainLine(encoder.describe(index) ?? '', maxWord)
  return sample => ({ words: Array.from(unpackSample(sample), word).filter(Boolean), numbers: null })
}

/** Decimals that a number may have. */
const maxDecimals = 20

/** The numbers that a dense sample stands for: with as few decimals as are encoded to the same integers again. */
export function numbersOf({ scales, offsets }: DenseEncoder, sample: Int16Array): number[] {
  return Array.from(sample, (integer, i) => {
    const [scale, offset] = [scales[i]!, offsets[i]!]
    const exact = integer / (scale * denseUnit) + offset
    for (let decimals = 0; decimals <= maxDecimals; decimals++) {
      const short = Number(exact.toFixed(decimals))
      // as encoders round; + 0 makes 0 of -0
      if (Math.round((short - offset) * scale * denseUnit) === integer) return short + 0
    }
    return exact
  })
}
