import { revert } from '../errors.ts'

/** Words of parameters that stand in one page of code. */
export const pageWords = 512

/**
 * Throws unless a chunk of `count` words from `offset` on ends where a page ends, or with the last of `total` words.
 * @throws TwinError ChunkNotAligned
 */
export function checkChunk(offset: number, count: number, total: number): void {
  const end = offset + count
  if (end % pageWords === 0 || end === total) return
  revert('ChunkNotAligned', BigInt(end), BigInt((Math.floor(end / pageWords) + 1) * pageWords))
}
