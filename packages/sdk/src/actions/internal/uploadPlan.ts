import type { ClassifierName } from '../../kinds/abis.ts'
import { type ClassifierRow, classifiers } from '../../kinds/classifiers.ts'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { initialClassCount } from './readModels.ts'

/** Gas that one transaction of an upload aims at: well below the 2^24 that EIP-7825 allows. */
export const uploadGas = 12_000_000n

/** How a classifier's parameters are stored. */
export type UploadShape = {
  /** Gas of a word, rounded up: storing it, 32 bytes of calldata (512), 32 bytes of log (256), and the loop. */
  gasPerWord: bigint
  /** The words before the first page of code. */
  headWords: number
  /** Words of a page of code, which a transaction cannot cut; undefined for parameters in storage. */
  pageWords: number | undefined
}

/** Words in fresh storage slots, of 22,100 gas each. */
const inStorage: UploadShape = { gasPerWord: 23_500n, headWords: 0, pageWords: undefined }

/** Words in code, of 6,400 gas each. */
const inCode = { gasPerWord: 8_500n, pageWords: 512 }

/** Counts are added up one by one, sixteen a word. */
const countsInCode = { gasPerWord: 15_000n, pageWords: 512 }

/** How the parameters of a model are stored. */
export function uploadShape(classifier: ClassifierName, options: ClassifierOptions): UploadShape {
  return shapes[classifiers[classifier].storage](initialClassCount(options))
}

const shapes: Record<ClassifierRow['storage'], (classes: number) => UploadShape> = {
  slots: () => inStorage,
  vectors: () => ({ ...inCode, headWords: 0 }),
  sums: classes => ({ ...inCode, headWords: Math.ceil(classes / 16) }),
  counts: classes => ({ ...countsInCode, headWords: Math.floor((classes + 8) / 8) }),
}

/** Gas of a byte of text: calldata (16) and log (8), or EIP-7623's floor (40). */
const gasPerByte = 40n

/** The transaction itself, and the register's slots. */
const gasOfTransaction = 200_000n

/** Bytes of data that one transaction carries: nodes accept 128 KiB at most, all in all. */
export const maxPiece = 65_536

/**
 * Where the chunk of words that begins at `start` ends: as many words as `budget` gas pays for in a transaction that
 * carries `textBytes` of text besides, at least one page or word; or none when they do not fit beside the text.
 */
export function chunkEnd(
  { gasPerWord, headWords, pageWords }: UploadShape,
  { start, total, textBytes, budget }: { start: number; total: number; textBytes: number; budget: bigint },
): number {
  const left = budget - gasBesideWords({ headWords }, start, textBytes)
  const count = left < 0n ? 0 : Number(left / gasPerWord)
  if (start + count >= total) return total
  if (pageWords === undefined) return start + Math.max(1, count)
  const pages = Math.floor((start + count - headWords) / pageWords)
  const end = headWords + pages * pageWords
  if (end > start) return end
  if (textBytes > 0) return start
  return Math.min(total, headWords + (Math.floor((start - headWords) / pageWords) + 1) * pageWords)
}

/** Gas, rounded up, of a transaction that uploads words `start` to `end` and carries `textBytes` of text. */
export function gasOfChunk(shape: UploadShape, start: number, end: number, textBytes: number): bigint {
  return gasBesideWords(shape, start, textBytes) + BigInt(end - start) * shape.gasPerWord
}

function gasBesideWords(
  { headWords }: Pick<UploadShape, 'headWords'>,
  start: number,
  textBytes: number,
): bigint {
  const gasOfHead = start < headWords ? BigInt(headWords) * inStorage.gasPerWord : 0n
  return gasOfTransaction + gasOfHead + BigInt(textBytes) * gasPerByte
}

/** Cuts what an encoder needs into pieces for a transaction each. */
export function cutPieces(data: Uint8Array, budget: bigint): Uint8Array[] {
  const size = Math.max(1024, Math.min(maxPiece, Number((budget - gasOfTransaction) / gasPerByte)))
  const pieces: Uint8Array[] = []
  for (let start = 0; start < data.length; start += size) pieces.push(data.subarray(start, start + size))
  return pieces
}
