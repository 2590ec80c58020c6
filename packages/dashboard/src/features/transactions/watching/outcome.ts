import type { JournalTransaction } from '../journal/transaction.ts'

/** What to say of a transaction of which something is known now; undefined while nothing is. */
export function outcomeOf({ state, title }: JournalTransaction) {
  switch (state) {
    case 'mined':
      return { color: 'green', title, message: 'It is on the chain.' }
    case 'reverted':
      return { color: 'red', title, message: 'The contract has refused it; no deposit was taken.' }
    case 'replaced':
      return { color: 'orange', title, message: 'Another transaction took its place.' }
    case 'cancelled':
      return { color: 'orange', title, message: 'It was cancelled.' }
    default:
      return undefined
  }
}
