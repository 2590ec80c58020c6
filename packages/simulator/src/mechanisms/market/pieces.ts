import { hexOfBytes } from '@cotrain/sdk/encoders'
import type { Hex } from 'viem'
import type { Example } from '../../data/DataSet.ts'
import type { Random } from '../../random/Random.ts'
import { ScenarioError } from '../../scenario/ScenarioError.ts'

/** A piece of a test set that a sponsor hides at first. */
export type Piece = {
  salt: Hex
  /** | label 8 | length in bytes 16 | sample |, one after the other. */
  data: Hex
  /** With the labels that the sponsor gives them. */
  lessons: readonly { readonly example: Example; readonly label: number }[]
}

/** What one contract's code can hold, less its first byte. */
const maxBytes = 24_575

/**
 * Deals labelled samples out to pieces, and salts them.
 * @param labelOf The label that the sponsor gives a sample of a piece.
 * @throws ScenarioError when there are too few samples, or too many for the pieces.
 */
export function piecesOf(
  samples: readonly Example[],
  count: number,
  random: Random,
  labelOf: (example: Example, piece: number) => number = ({ label }) => label,
): Piece[] {
  if (samples.length < count) {
    throw new ScenarioError([`mechanism.options.pieces: is ${count}, for ${samples.length} test samples`])
  }
  return Array.from({ length: count }, (_, piece) => {
    const lessons = samples
      .filter((_, i) => i % count === piece)
      .map(example => ({ example, label: labelOf(example, piece) }))
    return { salt: saltOf(random), data: pack(lessons, piece), lessons }
  })
}

function pack(lessons: Piece['lessons'], piece: number): Hex {
  const bytes = lessons.reduce((sum, { example }) => sum + 3 + 2 * example.sample.length, 0)
  if (bytes > maxBytes) {
    throw new ScenarioError([
      `mechanism.options.pieces: piece ${piece} has ${bytes} bytes, and ${maxBytes} fit; take more pieces`,
    ])
  }
  const view = new DataView(new ArrayBuffer(bytes))
  let at = 0
  for (const { example, label } of lessons) {
    view.setUint8(at, label)
    view.setUint16(at + 1, 2 * example.sample.length)
    at += 3
    for (let i = 0; i < example.sample.length; i++, at += 2) view.setUint16(at, example.sample[i]!)
  }
  return hexOfBytes(new Uint8Array(view.buffer))
}

function saltOf(random: Random): Hex {
  return hexOfBytes(Uint8Array.from({ length: 32 }, () => random.below(256)))
}
