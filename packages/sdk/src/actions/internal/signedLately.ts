import type { Address, Hash, Hex } from 'viem'

/** Where a transaction stands among those of its account, and what it does. */
export type Signed = {
  from: Address
  nonce: number
  to: Address | null
  input: Hex
  /** Wei. */
  value: bigint
}

/** So many are kept: enough for all that a process has under way, and no leak in one that runs for months. */
const kept = 1_000
const lately = new Map<Hash, Signed>()

/** Keeps what was signed here: a node that never saw a transaction, or has forgotten it, cannot tell its place. */
export function rememberSigned(hash: Hash, signed: Signed): void {
  lately.set(hash, signed)
  if (lately.size > kept) lately.delete(lately.keys().next().value!)
}

/** What was signed in this process with a hash, if that is not long ago. */
export function signedLately(hash: Hash): Signed | undefined {
  return lately.get(hash)
}
