import type { Address, Hex } from 'viem'
import { leafAfter, leafOf } from '../record/leaf.ts'
import type { DatasetRow } from './types.ts'

/** The entries of the log that a row says there are, with the leaves that follow from what it says. */
export function entriesOf(row: DatasetRow): { position: number; leaf: Hex }[] {
  const { index, contributor, label, surprising, time, sample } = row
  const deposit = BigInt(row.deposit)
  const state = { contributor, index: BigInt(index), label, surprising, time, deposit, sample }
  const takers: Address[] = []
  let leaf = leafOf({ ...state, remaining: deposit, takers })
  const entries = [{ position: index, leaf }]
  for (const change of row.changes) {
    if ('taker' in change) {
      takers.push(change.taker)
      leaf = leafOf({ ...state, remaining: BigInt(change.remaining), takers })
    } else {
      const { account, label, time } = change
      leaf = leafAfter(leaf, { account, label, time })
    }
    entries.push({ position: change.position, leaf })
  }
  return entries
}
