import type { Hash } from 'viem'
import { isDecided, type JournalTransaction } from './transaction.ts'

/** What a look at the chain has shown of a transaction. */
export type Seen =
  | {
      status: 'mined'
      /** Of the one that was mined: another one than before when it was sped up. */
      hash: Hash
      block: { number: string; hash: Hash }
      success: boolean
      final: boolean
    }
  /** Another transaction of the account was mined with its number. */
  | { status: 'replaced'; other: Hash; cancels: boolean; final: boolean }
  | { status: 'pending'; nonce?: number | undefined; gap?: number | undefined; rival?: boolean | undefined }
  | { status: 'unknown' }

/** Behind one address there may be nodes that have not heard of a transaction yet: it is gone after so many looks. */
export const patience = 3

/**
 * A transaction after a look at it. What the last looks have shown decides, whatever was thought before: a reorganisation
 * can undo everything that is not final.
 *
 * @returns The same object when nothing has changed
 */
export function afterLook(
  transaction: JournalTransaction,
  seen: Seen,
  now: number = Date.now(),
): JournalTransaction {
  const next = withoutEmpty({ ...transaction, ...whatIs(transaction, seen) })
  if (JSON.stringify(withoutEmpty({ ...transaction })) === JSON.stringify(next)) return transaction
  return next.state === transaction.state ? next : { ...next, changedAt: now }
}

function whatIs(transaction: JournalTransaction, seen: Seen): Partial<JournalTransaction> {
  const cleared = { missed: undefined, gap: undefined, rival: undefined }
  switch (seen.status) {
    case 'mined': {
      const spedUp = transaction.hash !== undefined && transaction.hash !== seen.hash
      return {
        ...cleared,
        state: seen.success ? 'mined' : 'reverted',
        hash: seen.hash,
        block: seen.block,
        final: seen.final,
        undone: undefined,
        other: spedUp ? transaction.hash : transaction.state === 'mined' ? transaction.other : undefined,
        reason: transaction.state === 'reverted' && !seen.success ? transaction.reason : undefined,
      }
    }
    case 'replaced':
      return {
        ...cleared,
        state: seen.cancels ? 'cancelled' : 'replaced',
        other: seen.other,
        final: seen.final,
        undone: undefined,
        block: undefined,
        reason: undefined,
      }
    case 'pending':
      return {
        ...backInLine(transaction),
        state: 'sent',
        nonce: seen.nonce ?? transaction.nonce,
        gap: seen.gap,
        rival: seen.rival,
        missed: undefined,
      }
    case 'unknown': {
      const missed = Math.min(patience, (transaction.missed ?? 0) + 1)
      if (missed < patience) return { missed }
      return { ...backInLine(transaction), state: 'dropped', missed, gap: undefined, rival: undefined }
    }
  }
}

/** What changes when a transaction is in no block: if it was in one, that is undone. */
function backInLine(transaction: JournalTransaction): Partial<JournalTransaction> {
  if (!isDecided(transaction)) return {}
  const { state, undone } = transaction
  const wasMined = state === 'mined' || state === 'reverted'
  return {
    undone: wasMined || undone,
    block: undefined,
    final: undefined,
    other: undefined,
    reason: undefined,
  }
}

function withoutEmpty(transaction: JournalTransaction): JournalTransaction {
  const kept = Object.entries(transaction).filter(([, value]) => value !== undefined && value !== false)
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as JournalTransaction
}
