import { type Hash, isAddressEqual, type TransactionReceipt } from 'viem'
import { getBlock, getBlockNumber, getTransactionCount } from 'viem/actions'
import { NodeUnreachableError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import {
  TransactionDroppedError,
  TransactionReplacedError,
  TransactionTimeoutError,
} from '../../errors/transaction.ts'
import { findReceipt, getTransactionStatus } from '../getTransactionStatus.ts'
import type { CotrainClient, WriteParameters } from './client.ts'
import { type Signed, signedLately } from './signedLately.ts'

const defaultTimeout = 180_000

/** A look asks for the receipt; so many looks apart, one asks whether the transaction is still there as well. */
const thoroughEvery = 5

/** Behind one address there may be nodes that have not heard of a transaction yet: it is gone after so many looks. */
const maxUnknown = 3

/** Milliseconds without an answer after which the node is gone, and answers that must be missing at least. */
const nodePatience = 6_000
const maxFailures = 3

/** What the looks at a transaction have told so far. */
type Sight = {
  looks: number
  unknown: number
  failures: number
  answeredAt: number
  /** As it was signed here, or as the node has shown it. */
  transaction?: Signed | undefined
  /** Blocks with and above it, at the newest look. */
  confirmed: number
}

export type WaitForReceiptParameters = Pick<WriteParameters, 'onReceipt' | 'timeout' | 'confirmations'> & {
  hash: Hash
}
export type WaitForReceiptReturnType = TransactionReceipt

/**
 * Waits for the receipt of a transaction, or of the one that took its place with the same effect, such as with a higher
 * fee. It asks again and again: a chain may make no block after that of the transaction, and the node may go away. With
 * several `confirmations` it waits until so many blocks, the transaction's own among them, stand one on another, and
 * asks then whether that block is still on the chain: what a reorganisation has undone is waited for anew.
 *
 * @throws TransactionTimeoutError; TransactionReplacedError; TransactionDroppedError; NodeUnreachableError with the hash,
 * when the node does not answer for six seconds
 *
 * @example
 * const { status } = await waitForReceipt(client, { hash, timeout: 600_000 })
 */
export async function waitForReceipt(
  client: CotrainClient,
  { hash, onReceipt, timeout = defaultTimeout, confirmations = 1 }: WaitForReceiptParameters,
): Promise<WaitForReceiptReturnType> {
  const start = Date.now()
  const sight: Sight = {
    ...{ looks: 0, unknown: 0, failures: 0, answeredAt: start, confirmed: 0 },
    transaction: signedLately(hash),
  }
  for (;;) {
    const receipt = await look(client, hash, sight, confirmations)
    if (receipt) {
      onReceipt?.(receipt)
      return receipt
    }
    const left = start + timeout - Date.now()
    if (left <= 0)
      throw new TransactionTimeoutError({ transactionHash: hash, timeout, confirmed: sight.confirmed })
    await new Promise(resolve => setTimeout(resolve, Math.min(client.pollingInterval, left)))
  }
}

/** One look; what the node refuses, such as too many requests, is asked again. */
async function look(
  client: CotrainClient,
  hash: Hash,
  sight: Sight,
  confirmations: number,
): Promise<TransactionReceipt | undefined> {
  const thorough = sight.looks++ % thoroughEvery === 0
  try {
    const receipt = thorough ? await lookThoroughly(client, hash, sight) : await findReceipt(client, hash)
    const confirmed = receipt ? await countConfirmations(client, receipt, confirmations) : 0
    sight.failures = 0
    sight.answeredAt = Date.now()
    sight.confirmed = confirmed
    return confirmed >= confirmations ? receipt : undefined
  } catch (error) {
    const failure = toCotrainError(error)
    if (failure instanceof TransactionReplacedError || failure instanceof TransactionDroppedError)
      throw failure
    if (!(failure instanceof NodeUnreachableError)) return undefined
    const isGone = ++sight.failures >= maxFailures && Date.now() - sight.answeredAt >= nodePatience
    if (isGone) throw new NodeUnreachableError({ url: failure.url, transactionHash: hash, cause: error })
    return undefined
  }
}

/** Blocks with and above that of a receipt; 0 where that block is not on the chain any more. */
async function countConfirmations(
  client: CotrainClient,
  { blockNumber, blockHash }: TransactionReceipt,
  wanted: number,
): Promise<number> {
  if (wanted <= 1) return 1
  const newest = await getBlockNumber(client, { cacheTime: 0 })
  const { hash } = await getBlock(client, { blockNumber })
  if (hash !== blockHash || newest < blockNumber) return 0
  return Number(newest - blockNumber) + 1
}

async function lookThoroughly(
  client: CotrainClient,
  hash: Hash,
  sight: Sight,
): Promise<TransactionReceipt | undefined> {
  const { transaction } = sight
  const place = transaction && { account: transaction.from, nonce: transaction.nonce }
  const seen = await getTransactionStatus(client, { hash, place })
  if (seen.status === 'mined') return seen.receipt
  if (seen.status === 'unknown') {
    // another transaction waits in its place: one of the two will be mined
    if (transaction && (await isPlaceTaken(client, transaction))) return undefined
    if (++sight.unknown >= maxUnknown) throw new TransactionDroppedError({ transactionHash: hash })
  }
  if (seen.status !== 'unknown') sight.unknown = 0
  if (seen.status === 'pending') sight.transaction = seen.transaction ?? transaction
  if (seen.status !== 'replaced') return undefined
  const { replacement } = seen
  if (transaction && hasSameEffect(transaction, replacement)) return findReceipt(client, replacement.hash)
  throw new TransactionReplacedError({ transactionHash: hash, replacement: replacement.hash })
}

async function isPlaceTaken(client: CotrainClient, { from, nonce }: Signed): Promise<boolean> {
  return (await getTransactionCount(client, { address: from, blockTag: 'pending' })) > nonce
}

function hasSameEffect(one: Signed, other: Signed): boolean {
  const sameReceiver = one.to && other.to ? isAddressEqual(one.to, other.to) : one.to === other.to
  return sameReceiver && one.input === other.input && one.value === other.value
}
