import { type Hash, isAddressEqual } from 'viem'
import { estimateGas, getBalance, getTransactionCount } from 'viem/actions'
import { InsufficientFundsError } from '../errors/network.ts'
import {
  AlreadyMinedError,
  NonceTooLowError,
  NotReplaceableError,
  ReplacementTooDearError,
} from '../errors/sending.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import { TransactionReplacedError } from '../errors/transaction.ts'
import { getTransactionStatus } from './getTransactionStatus.ts'
import {
  addressOf,
  assertChain,
  type CotrainClient,
  feesIn,
  senderOf,
  type TransactionPlan,
  type WriteParameters,
} from './internal/client.ts'
import { type Fees, feesFor, mostPerGas } from './internal/fees.ts'
import { type Request, sendNoticed } from './internal/sendNoticed.ts'

/** A transaction that waits, as `onHash` told it: for when the node has forgotten it. */
export type WaitingTransaction = Omit<TransactionPlan, 'chainId' | 'nonce' | 'comesBack'> & {
  nonce: number
  comesBack?: boolean | undefined
}

export type ReplaceTransactionParameters = Omit<WriteParameters, 'nonce' | 'gasPrice'> & {
  hash: Hash
  /** `speedUp` sends the same with higher fees, `cancel` sends nothing to oneself instead. */
  action: 'speedUp' | 'cancel'
  /** The transaction, if it is known: the node may have forgotten it. */
  transaction?: WaitingTransaction | undefined
}
/** The hash of the transaction that may take the place of the other. */
export type ReplaceTransactionReturnType = Hash

/** What nodes ask of a replacement at most: an eighth more than before, on both fees. */
const [more, parts] = [9n, 8n]
const raised = (fee: bigint) => (fee * more + parts - 1n) / parts

/**
 * Sends a transaction in the place of one that waits, with the same nonce and fees that are at least an eighth higher:
 * one of the two is mined, and never both. `maxFeePerGas` is the most that it may offer; without it, there is no limit
 * but what the node says that gas costs now. Wait for the hash that it gives: `waitForReceipt` tells by
 * `TransactionReplacedError` when the other one was faster after all, and takes it as the same where it has the same
 * effect.
 *
 * @throws AlreadyMinedError, TransactionReplacedError when the place is taken; NotReplaceableError, also when nobody knows
 * what to send again; ReplacementTooDearError, FeeTooLowError, NonceTakenError, InsufficientFundsError
 *
 * @example
 * const faster = await replaceTransaction(client, { hash, action: 'speedUp', maxFeePerGas: parseGwei('40') })
 * const receipt = await waitForReceipt(client, { hash: faster })
 */
export async function replaceTransaction(
  client: CotrainClient,
  parameters: ReplaceTransactionParameters,
): Promise<ReplaceTransactionReturnType> {
  const { action } = parameters
  try {
    await assertChain(client)
    const waiting = await findWaiting(client, parameters)
    checkSender(client, parameters, waiting)
    const fees = await raisedFees(client, parameters, waiting)
    const request = action === 'cancel' ? await nothing(client, parameters, waiting) : sameAs(waiting)
    await checkFunds(client, waiting, request, fees)
    const sending = { ...parameters, ...feesIn(fees), nonce: waiting.nonce, gas: request.gas }
    return await sendNoticed(client, sending, { ...request, fees }).catch(error =>
      tooLate(client, parameters, error),
    )
  } catch (error) {
    throw toCotrainError(error)
  }
}

/** The transaction as the node has it, or as the caller does. */
async function findWaiting(
  client: CotrainClient,
  { hash, transaction: given }: ReplaceTransactionParameters,
): Promise<WaitingTransaction> {
  const place = given && { account: given.account, nonce: given.nonce }
  const seen = await getTransactionStatus(client, { hash, place })
  if (seen.status === 'mined')
    throw new AlreadyMinedError({ transactionHash: hash, blockNumber: seen.receipt.blockNumber })
  if (seen.status === 'replaced')
    throw new TransactionReplacedError({ transactionHash: hash, replacement: seen.replacement.hash })
  if (seen.status === 'unknown' || !seen.transaction) {
    if (!given) {
      const reason = 'the node does not know it; it was dropped, or another one is mined in its place'
      throw new NotReplaceableError({ transactionHash: hash, reason })
    }
    const mined = await getTransactionCount(client, { address: given.account })
    if (mined > given.nonce) throw new NonceTooLowError({ nonce: given.nonce, next: mined })
    return given
  }
  const { from: account, to, input: data, value, gas, nonce, type, accessList } = seen.transaction
  if (!['legacy', 'eip2930', 'eip1559'].includes(type) || (accessList?.length ?? 0) > 0) {
    const reason = `transactions of its kind (${type}) are not replaced here`
    throw new NotReplaceableError({ transactionHash: hash, reason })
  }
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = seen.transaction
  const offered = maxFeePerGas === undefined ? { gasPrice } : { maxFeePerGas, maxPriorityFeePerGas }
  return { account, to: to ?? undefined, data, value, gas, nonce, comesBack: given?.comesBack, ...offered }
}

function checkSender(
  client: CotrainClient,
  parameters: ReplaceTransactionParameters,
  { account }: WaitingTransaction,
): void {
  const sender = addressOf(senderOf(client, parameters))
  if (isAddressEqual(sender, account)) return
  const reason = `it was sent by ${account}, not by ${sender}`
  throw new NotReplaceableError({ transactionHash: parameters.hash, reason })
}

/** An eighth above those of the transaction, or what gas costs now if that is more. */
async function raisedFees(
  client: CotrainClient,
  { maxFeePerGas: limit, maxPriorityFeePerGas }: ReplaceTransactionParameters,
  waiting: WaitingTransaction,
): Promise<Fees> {
  const now = await feesFor(client, {})
  const needed = raised(mostPerGas(waiting))
  if (limit !== undefined && needed > limit) throw new ReplacementTooDearError({ needed, limit })
  if (limit !== undefined) await feesFor(client, { maxFeePerGas: limit }) // throws when no block would take it
  const fee = atMost(atLeast(needed, mostPerGas(now)), limit)
  if (waiting.maxFeePerGas === undefined) return { type: 'legacy', gasPrice: fee }
  const tip = now.type === 'eip1559' ? now.maxPriorityFeePerGas : 0n
  const least = raised(waiting.maxPriorityFeePerGas ?? 0n)
  const wanted = atLeast(least, maxPriorityFeePerGas ?? tip)
  return { type: 'eip1559', maxFeePerGas: fee, maxPriorityFeePerGas: atMost(wanted, fee) }
}

const atLeast = (least: bigint, value: bigint) => (value > least ? value : least)
const atMost = (value: bigint, limit: bigint | undefined) =>
  limit !== undefined && value > limit ? limit : value

function sameAs({ to, data, value, gas, comesBack = false }: WaitingTransaction): Request {
  return { to, data, value, gas, comesBack }
}

/** Nothing, sent to oneself: what it takes to use up a nonce. */
async function nothing(
  client: CotrainClient,
  parameters: ReplaceTransactionParameters,
  { account }: WaitingTransaction,
): Promise<Request> {
  const request = { to: account, data: '0x', value: 0n } as const
  return { ...request, gas: parameters.gas ?? (await estimateGas(client, { ...request, account })) }
}

async function checkFunds(
  client: CotrainClient,
  { account }: WaitingTransaction,
  { value = 0n, gas = 0n }: Request,
  fees: Fees,
): Promise<void> {
  const needed = value + gas * mostPerGas(fees)
  const balance = await getBalance(client, { address: account })
  if (balance < needed) throw new InsufficientFundsError({ needed, balance })
}

/** Mining may have been faster than the replacement. */
async function tooLate(
  client: CotrainClient,
  parameters: ReplaceTransactionParameters,
  error: unknown,
): Promise<never> {
  if (toCotrainError(error) instanceof NonceTooLowError) await findWaiting(client, parameters)
  throw error
}
