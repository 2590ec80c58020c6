import { type Account, type Address, type Hash, type Hex, keccak256, type LocalAccount } from 'viem'
import { estimateGas, getChainId, sendTransaction } from 'viem/actions'
import { isKnownAlready } from '../../errors/fromPool.ts'
import { InsufficientFundsError, NodeUnreachableError } from '../../errors/network.ts'
import {
  FeeTooLowError,
  NonceGapError,
  NonceTakenError,
  NonceTooLowError,
  PriorityFeeTooHighError,
} from '../../errors/sending.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import {
  addressOf,
  type CotrainClient,
  feesIn,
  senderOf,
  type TransactionPlan,
  type WriteParameters,
} from './client.ts'
import { type Fees, feesFor } from './fees.ts'
import { inTurn, isKnown, nextNonce, rememberSent } from './nonces.ts'
import { rememberSigned } from './signedLately.ts'

/** What a transaction does. */
export type Request = {
  to: Address | undefined
  data: Hex
  /** Wei. @default 0 */
  value?: bigint
  /** Whether a part of `value` may come back in the same transaction. @default false */
  comesBack?: boolean
  /** @default what the node says that it takes */
  gas?: bigint | undefined
  /** @default as the parameters say, and the node */
  fees?: Fees | undefined
}

/** So many transactions of other programs with the same account may be faster. */
const maxAttempts = 10

/**
 * Sends a transaction, and tells `onRequest` of it before it is signed, and `onHash` between signing and broadcasting
 * where the account signs here. Transactions of one account get their nonces one after the other, also if several
 * actions run at once; where another program has taken a nonce meanwhile, the next one is tried.
 *
 * @throws What `onRequest` and `onHash` throw; NonceTooLowError, NonceTakenError, NonceGapError, FeeTooLowError;
 * NodeUnreachableError with the hash, when the answer to a broadcast is lost
 */
export async function sendNoticed(
  client: CotrainClient,
  parameters: WriteParameters,
  request: Request,
): Promise<Hash> {
  const account = senderOf(client, parameters)
  const plan = await planOf(client, parameters, request)
  if (typeof account === 'string' || account.type !== 'local') {
    await parameters.onRequest?.(plan)
    return giveToWallet(client, account, parameters, plan)
  }
  const fees = request.fees ?? (await feesFor(client, parameters))
  const gas = plan.gas ?? (await estimateGas(client, { ...callOf(plan), account }))
  const whole = { ...plan, gas, ...feesIn(fees) }
  await parameters.onRequest?.(whole)
  const { chainId } = plan
  return inTurn({ chainId, address: account.address }, () =>
    signAndSend(client, account, { ...parameters, type: fees.type }, whole),
  )
}

async function planOf(
  client: CotrainClient,
  parameters: WriteParameters,
  { to, data, value = 0n, comesBack = false, gas }: Request,
): Promise<TransactionPlan> {
  const chainId = client.chain?.id ?? (await getChainId(client))
  const account = addressOf(senderOf(client, parameters))
  const call = { account, chainId, to, data, value, comesBack }
  return { ...call, gas: parameters.gas ?? gas, nonce: parameters.nonce, ...feesIn(parameters) }
}

const callOf = ({ to, data, value }: TransactionPlan) => ({ to: to ?? null, data, value })

async function giveToWallet(
  client: CotrainClient,
  account: Account | Address,
  { onHash }: WriteParameters,
  plan: TransactionPlan,
): Promise<Hash> {
  const { gas, nonce, value } = plan
  const hash = await sendTransaction(client, {
    ...{ account, chain: client.chain ?? null, gas, nonce },
    ...callOf(plan),
    ...feesIn(plan),
  } as never)
  await onHash?.({ hash, account: plan.account, nonce, value, request: plan })
  return hash
}

type Signing = WriteParameters & { type: Fees['type'] }

async function signAndSend(
  client: CotrainClient,
  account: LocalAccount,
  parameters: Signing,
  plan: TransactionPlan,
): Promise<Hash> {
  const { chainId, account: address } = plan
  let insteadOf: Hash | undefined
  for (let attempt = 1; ; attempt++) {
    const nonce = plan.nonce ?? (await nextNonce(client, chainId, account))
    const sent: { hash?: Hash; noticed?: Hash } = {}
    try {
      await broadcast(client, account, { ...parameters, insteadOf }, { ...plan, nonce }, sent)
      rememberSent(client, chainId, address, { nonce, hash: sent.hash! })
      return sent.hash!
    } catch (error) {
      // a nonce that was taken from a manager and not used would be a gap
      account.nonceManager?.reset({ address, chainId })
      const refusal = withNonce(error, nonce)
      const isTaken = refusal instanceof NonceTakenError || refusal instanceof NonceTooLowError
      if (!isTaken || plan.nonce !== undefined || attempt === maxAttempts) {
        const refused = sent.noticed ?? insteadOf
        if (refused && isRefusal(refusal)) parameters.onRefused?.(refused)
        throw refusal
      }
      insteadOf = sent.noticed ?? insteadOf
      // not in step with the others
      const delay = Math.min(client.pollingInterval, 500) * (0.5 + Math.random())
      await new Promise(resolve => setTimeout(resolve, delay))
    }
  }
}

/** Signs a transaction, tells of it, and broadcasts it; `sent` is what is known of it whatever is thrown. */
async function broadcast(
  client: CotrainClient,
  account: LocalAccount,
  { type, onHash, insteadOf }: Signing & { insteadOf: Hash | undefined },
  plan: TransactionPlan & { nonce: number },
  sent: { hash?: Hash; noticed?: Hash },
): Promise<void> {
  const { value, nonce, gas } = plan
  const refusal: { error?: unknown } = {}
  const signTransaction: LocalAccount['signTransaction'] = async (transaction, options) => {
    const signed = await account.signTransaction(transaction, options)
    const hash = keccak256(signed)
    const { to = null, data: input = '0x' } = transaction
    rememberSigned(hash, { from: account.address, nonce, to, input, value })
    try {
      await onHash?.({ hash, account: account.address, nonce, value, request: plan, insteadOf })
    } catch (error) {
      refusal.error = error
      throw error
    }
    sent.noticed = hash
    return signed
  }
  const { nonceManager, ...signer } = account
  try {
    sent.hash = await sendTransaction(client, {
      ...{ account: { ...signer, signTransaction }, chain: client.chain ?? null },
      ...{ type, gas, nonce, ...callOf(plan), ...feesIn(plan) },
    } as never)
  } catch (error) {
    if ('error' in refusal) throw refusal.error
    const { noticed } = sent
    if (noticed === undefined) throw error
    // a request that got lost was made again, and the node had the transaction from the first time
    const mayBeThere = isKnownAlready(error) || toCotrainError(error) instanceof NonceTooLowError
    if (!mayBeThere || !(await isKnown(client, noticed))) throw withHash(error, noticed)
    sent.hash = noticed
  }
}

/** Whether a node has looked at a transaction, and does not take it. */
function isRefusal(error: unknown): boolean {
  const kinds = [NonceTakenError, NonceTooLowError, NonceGapError, FeeTooLowError, PriorityFeeTooHighError]
  const failure = toCotrainError(error)
  return kinds.some(kind => failure instanceof kind) || failure instanceof InsufficientFundsError
}

/** A refusal for its nonce names it. */
function withNonce(error: unknown, nonce: number): unknown {
  const failure = toCotrainError(error)
  for (const Refusal of [NonceTakenError, NonceTooLowError, NonceGapError])
    if (failure instanceof Refusal) return new Refusal({ nonce, cause: error })
  return error
}

/** A transaction that was broadcast may be mined, though nobody has answered. */
function withHash(error: unknown, transactionHash: Hash): unknown {
  const failure = toCotrainError(error)
  if (!(failure instanceof NodeUnreachableError)) return error
  return new NodeUnreachableError({ url: failure.url, transactionHash, cause: error })
}
