import type { Book } from '../../engine/Agent.ts'

/** Notes that the contract has paid `amount` for something that staked `stake`; wei. */
export function enter(book: Book, stake: bigint, amount: bigint): void {
  const back = amount < stake ? amount : stake
  book.refunded += back
  book.taken += amount - back
  book.lost += stake - back
}
