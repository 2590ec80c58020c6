import type { Account, Address, Hash } from 'viem'
import { getBlock, getTransaction, getTransactionCount } from 'viem/actions'
import type { CotrainClient } from './client.ts'

/** The newest transaction that was broadcast for an account by a client. */
type Last = { nonce: number; hash: Hash; at: number }
const last = new Map<string, Last>()

/** A node behind the same address may not have heard of a transaction yet: it is believed in for so many looks. */
const believedFor = 3

const queues = new Map<string, Promise<unknown>>()

/** Runs jobs of one account one after the other: each takes a nonce, and the next one's follows from it. */
export async function inTurn<result>(
  { chainId, address }: { chainId: number; address: Address },
  job: () => Promise<result>,
): Promise<result> {
  const key = `${chainId}.${address.toLowerCase()}`
  const own = (queues.get(key) ?? Promise.resolve()).then(job)
  const settled = own.catch(() => undefined)
  queues.set(key, settled)
  try {
    return await own
  } finally {
    if (queues.get(key) === settled) queues.delete(key)
  }
}

/** Clients of different nodes may be on different chains of one number, as tests are. */
const keyOf = (client: CotrainClient, chainId: number, address: Address) =>
  `${client.uid}.${chainId}.${address.toLowerCase()}`

/** Keeps which transaction was broadcast last. */
export function rememberSent(
  client: CotrainClient,
  chainId: number,
  address: Address,
  sent: Omit<Last, 'at'>,
): void {
  last.set(keyOf(client, chainId, address), { ...sent, at: Date.now() })
}

/**
 * The next number among the transactions of an account: that of its nonce manager, if it has one; else what the node
 * counts, or the one after the last that was broadcast here, where the node that answers has not heard of it yet.
 */
export async function nextNonce(client: CotrainClient, chainId: number, account: Account): Promise<number> {
  const { address } = account
  if (account.type === 'local' && account.nonceManager)
    return account.nonceManager.consume({ address, chainId, client })
  const counted = await getTransactionCount(client, { address, blockTag: 'pending' })
  const key = keyOf(client, chainId, address)
  const before = last.get(key)
  if (before === undefined) return counted
  if (counted > before.nonce) {
    last.delete(key)
    return counted
  }
  const isNew = Date.now() - before.at < believedFor * client.pollingInterval
  if (isNew || (await isKnown(client, before.hash))) return before.nonce + 1
  last.delete(key)
  return counted
}

/** Whether the node has a transaction: one that waits, or one in a block that nothing has taken the place of. */
export async function isKnown(client: CotrainClient, hash: Hash): Promise<boolean> {
  const found = await getTransaction(client, { hash }).catch(() => undefined)
  if (!found) return false
  const { blockNumber, blockHash } = found
  if (blockNumber === null) return true
  const there = await getBlock(client, { blockNumber }).catch(() => undefined)
  return there === undefined || there.hash === blockHash
}
