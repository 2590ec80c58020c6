import { hexOfBytes } from '@cotrain/sdk/encoders'
import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import type { Example } from '../data/DataSet.ts'
import type { Random } from '../random/Random.ts'

/** A test sample with the label that the sponsor gives it. */
export type TestLesson = { readonly example: Example; readonly label: number }

/** A part of a test set that is hidden at first. */
export type Page = {
  readonly salt: Hex
  /** | label 8 | length in bytes 16 | sample |, one after the other. */
  readonly data: Hex
  readonly lessons: readonly TestLesson[]
}

/** What one contract's code can hold, less its first byte. */
export const maxPageBytes = 24_575

/** How many bytes a test sample has in a page. */
export function bytesOf({ example }: TestLesson): number {
  return 3 + 2 * example.sample.length
}

/** Puts test samples one behind the other. */
export function packPage(lessons: readonly TestLesson[]): Hex {
  const view = new DataView(new ArrayBuffer(lessons.reduce((sum, lesson) => sum + bytesOf(lesson), 0)))
  let at = 0
  for (const { example, label } of lessons) {
    view.setUint8(at, label)
    view.setUint16(at + 1, 2 * example.sample.length)
    at += 3
    for (let i = 0; i < example.sample.length; i++, at += 2) view.setUint16(at, example.sample[i]!)
  }
  return hexOfBytes(new Uint8Array(view.buffer))
}

/** What the sponsor commits to: keccak256(abi.encode(modelId, number, salt, keccak256(data))). */
export function hashOf(modelId: bigint, number: number, { salt, data }: Page): Hex {
  const types = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [modelId, BigInt(number), salt, keccak256(data)]))
}

/** Nobody can guess it. */
export function saltOf(random: Random): Hex {
  return hexOfBytes(Uint8Array.from({ length: 32 }, () => random.below(256)))
}
