import {
  type Address,
  type Hash,
  isAddressEqual,
  type Transaction,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem'
import {
  getBlock,
  getBlockNumber,
  getTransaction,
  getTransactionCount,
  getTransactionReceipt,
} from 'viem/actions'
import { toCotrainError } from '../errors/toCotrainError.ts'
import type { CotrainClient } from './internal/client.ts'

/** A transaction's place: no two transactions of an account with one nonce are mined. */
type Place = { account: Address; nonce: number }

export type GetTransactionStatusParameters = {
  hash: Hash
  /** Its place, if it is known: so that a replacement is noticed though the node has forgotten the transaction. */
  place?: Place | undefined
}

export type TransactionStatus =
  | { status: 'mined'; receipt: TransactionReceipt }
  /** The node has it, or has it in a block already whose receipts are not there yet. */
  | { status: 'pending'; transaction: Transaction | undefined }
  /** It will never be mined, for another one was with its nonce. */
  | { status: 'replaced'; replacement: Transaction }
  /** The node does not know it: it was dropped, or did not get there. Other nodes may have it. */
  | { status: 'unknown' }
export type GetTransactionStatusReturnType = TransactionStatus

/**
 * What has become of a transaction that was sent.
 *
 * @throws NodeUnreachableError
 *
 * @example
 * const { status } = await getTransactionStatus(client, { hash })
 */
export async function getTransactionStatus(
  client: CotrainClient,
  { hash, place: given }: GetTransactionStatusParameters,
): Promise<TransactionStatus> {
  try {
    const receipt = await findReceipt(client, hash)
    if (receipt) return { status: 'mined', receipt }
    const transaction = await findTransaction(client, hash)
    const place = transaction ? { account: transaction.from, nonce: transaction.nonce } : given
    const used = place && (await findByPlace(client, place))
    if (used === undefined) return transaction ? { status: 'pending', transaction } : { status: 'unknown' }
    if (used.hash !== hash) return { status: 'replaced', replacement: used }
    const late = await findReceipt(client, hash)
    return late ? { status: 'mined', receipt: late } : { status: 'pending', transaction: used }
  } catch (error) {
    throw toCotrainError(error)
  }
}

/** A transaction's receipt, if it is mined. */
export async function findReceipt(
  client: CotrainClient,
  hash: Hash,
): Promise<TransactionReceipt | undefined> {
  return orUndefined(
    getTransactionReceipt(client, { hash }) as Promise<unknown> as Promise<TransactionReceipt>,
    TransactionReceiptNotFoundError,
  )
}

async function findTransaction(client: CotrainClient, hash: Hash): Promise<Transaction | undefined> {
  return orUndefined(
    getTransaction(client, { hash }) as Promise<unknown> as Promise<Transaction>,
    TransactionNotFoundError,
  )
}

async function orUndefined<value>(
  found: Promise<value>,
  NotFound: abstract new (...args: never) => Error,
): Promise<value | undefined> {
  try {
    return await found
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

/**
 * The mined transaction of an account with a nonce: found by how many transactions of the account were mined at which
 * block, from the newest back. Undefined when there is none, or when the node has forgotten the state of its time.
 */
async function findByPlace(client: CotrainClient, place: Place): Promise<Transaction | undefined> {
  const { account, nonce } = place
  const latest = await getBlockNumber(client, { cacheTime: 0 })
  const isUsed = async (blockNumber: bigint) =>
    (await getTransactionCount(client, { address: account, blockNumber })) > nonce
  if (!(await isUsed(latest))) return undefined
  let [before, by] = [-1n, latest]
  for (let step = 1n; latest - step >= 0n; step *= 2n) {
    const used = await isUsed(latest - step).catch(() => undefined)
    if (used === undefined) return undefined
    if (used) by = latest - step
    else before = latest - step
    if (!used) break
  }
  while (by - before > 1n) {
    const middle = (before + by) / 2n
    if (await isUsed(middle)) by = middle
    else before = middle
  }
  const { transactions } = await getBlock(client, { blockNumber: by, includeTransactions: true })
  return (transactions as readonly unknown[] as readonly Transaction[]).find(
    each => each.nonce === nonce && isAddressEqual(each.from, account),
  )
}
