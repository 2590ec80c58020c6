import { type Hex, keccak256 } from 'viem'
import { EncoderOptionsError } from './errors.ts'
import { type Sample, toSample } from './Sample.ts'
import type { SampleEncoder } from './SampleEncoder.ts'

/** What the names of selections begin with; the hash of the indices and the encoder's name follow. */
export const selectionPrefix = 'selection-v1:'

/**
 * Some features of another encoder: feature i is its output `outputs[i]`; the other outputs are left out.
 *
 * @throws EncoderOptionsError if there are no outputs, one stands twice, or the encoder does not have it.
 */
export function createSelectionEncoder<Input>(
  encoder: SampleEncoder<Input>,
  outputs: readonly number[],
): SampleEncoder<Input> {
  const positions = new Map(outputs.map((output, i) => [output, i]))
  const missing = outputs.find(
    output => !(Number.isInteger(output) && output >= 0 && output < encoder.featureCount),
  )
  if (outputs.length === 0 || positions.size !== outputs.length || missing !== undefined) {
    throw new EncoderOptionsError('This is no selection of features.', {
      metaMessages: [`Name at least one output, each once, from 0 to ${encoder.featureCount - 1}.`],
    })
  }
  const { wordsIn } = encoder
  return {
    name: `${selectionName(encodeSelection(outputs))}:${encoder.name}`,
    featureCount: outputs.length,
    encode: input => select(encoder.encode(input), positions),
    describe: index => (outputs[index] === undefined ? undefined : encoder.describe(outputs[index])),
    ...(wordsIn && { wordsIn: (input: Input) => selectWords(wordsIn(input), positions) }),
  }
}

/** The outputs as they are published on chain: two bytes each, big-endian. */
export function encodeSelection(outputs: readonly number[]): Uint8Array {
  return Uint8Array.from(outputs.flatMap(output => [output >> 8, output & 0xff]))
}

/** @throws EncoderOptionsError if the bytes are not two for each output. */
export function decodeSelection(published: Uint8Array): number[] {
  if (published.length % 2 !== 0) {
    throw new EncoderOptionsError(
      `A selection has two bytes for each output, not ${published.length} in all.`,
    )
  }
  return Array.from(
    { length: published.length / 2 },
    (_, i) => (published[2 * i]! << 8) | published[2 * i + 1]!,
  )
}

/** The first part of the name of the selection whose published outputs these bytes are. */
export function selectionName(published: Uint8Array): `selection-v1:${Hex}` {
  return `${selectionPrefix}${keccak256(published)}`
}

function selectWords(
  words: ReadonlyMap<number, string>,
  positions: ReadonlyMap<number, number>,
): ReadonlyMap<number, string> {
  return new Map(
    [...words].flatMap(([output, word]) => {
      const position = positions.get(output)
      return position === undefined ? [] : [[position, word] as const]
    }),
  )
}

function select(sample: Sample, positions: ReadonlyMap<number, number>): Sample {
  const selected: number[] = []
  for (const output of sample) {
    const position = positions.get(output)
    if (position !== undefined) selected.push(position)
  }
  return toSample(selected)
}
