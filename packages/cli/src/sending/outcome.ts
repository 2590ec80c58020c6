import type { Transaction } from 'viem'
import { type Hash, isAddressEqual } from 'viem'
import type { Connection } from '../context.ts'
import type { InFlight } from './inFlight.ts'

/** What has become of a transaction that was kept. */
export type Outcome =
  /** `done`: it, or one of the same effect, is mined. `cancelled`: it is not, and never will be. */
  | { state: 'done' | 'reverted' | 'cancelled'; hash: Hash; block: bigint }
  /** Another one of the account, which does something else, is mined in its place. */
  | { state: 'replaced'; hash: Hash }
  | { state: 'pending' | 'unknown' }

/** What has become of a transaction, or of those in whose place it stands. */
export async function outcomeOf(client: Connection, known: InFlight): Promise<Outcome> {
  const { hash, account, nonce } = known
  const seen = await client.getTransactionStatus({ hash, place: { account, nonce } })
  if (seen.status === 'pending' || seen.status === 'unknown') return { state: seen.status }
  if (seen.status === 'mined') {
    const { status, blockNumber: block } = seen.receipt
    if (known.cancels) return { state: 'cancelled', hash, block }
    return { state: status === 'success' ? 'done' : 'reverted', hash, block }
  }
  const { replacement } = seen
  if (!isSame(known, replacement)) return { state: 'replaced', hash: replacement.hash }
  const { status, blockNumber: block } = await client.waitForReceipt({ hash: replacement.hash })
  return { state: status === 'success' ? 'done' : 'reverted', hash: replacement.hash, block }
}

/** Whether a mined transaction is one of those that were sent here for the same, or does what they do. */
function isSame({ replaces = [], request }: InFlight, { hash, to, input, value }: Transaction): boolean {
  if (replaces.includes(hash)) return true
  if (request === undefined) return false
  const sameReceiver = to && request.to ? isAddressEqual(to, request.to) : (to ?? undefined) === request.to
  return sameReceiver && input === request.data && value === BigInt(request.value)
}
