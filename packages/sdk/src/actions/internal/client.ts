import type { Account, Address, Chain, Client, Hash, Hex, TransactionReceipt, Transport } from 'viem'
import { getChainId } from 'viem/actions'
import { AccountMissingError } from '../../errors/input.ts'
import { WrongChainError } from '../../errors/network.ts'

/** Any client of viem. Its chain, if it has one, must be the chain that its node or wallet is on. */
export type CotrainClient = Client<Transport, Chain | undefined, Account | undefined>

/** What a transaction offers for each gas, in wei; viem's names. */
export type FeeParameters = {
  /** The most for each gas, all in all. Where the chain has no base fee, no transaction is sent whose price is above. */
  maxFeePerGas?: bigint | undefined
  /** What the block's producer gets of it at most. */
  maxPriorityFeePerGas?: bigint | undefined
  /** The price of a transaction of the old kind; excludes the other two. */
  gasPrice?: bigint | undefined
}

/** A transaction that is about to be signed, or given to a wallet. */
export type TransactionPlan = FeeParameters & {
  account: Address
  chainId: number
  /** Undefined when it creates a contract. */
  to: Address | undefined
  data: Hex
  /** Wei. */
  value: bigint
  /** Whether a part of `value` may come back in the same transaction. */
  comesBack: boolean
  /** The most gas that it uses; undefined where a wallet decides. */
  gas: bigint | undefined
  /** Undefined until it is signed, unless the caller chose it. */
  nonce: number | undefined
}

/** A transaction that was signed, or that a wallet has sent. */
export type SentTransaction = {
  hash: Hash
  account: Address
  /** Its number among those of the account; a wallet that signs by itself does not tell. */
  nonce: number | undefined
  /** Wei. */
  value: bigint
  /** All that was signed; of a wallet, what it was asked for. */
  request: TransactionPlan
  /** The transaction that stood here before: the node has refused it, for its nonce was taken. */
  insteadOf?: Hash | undefined
}

/** What every action that sends transactions takes. */
export type WriteParameters = FeeParameters & {
  /** Who sends it. @default the client's account */
  account?: Account | Address | undefined
  /** Its number among those of the account; of an action with several transactions, that of the first. */
  nonce?: number | undefined
  /** The most gas for each transaction. @default what the node says that it takes, and a fifth more */
  gas?: bigint | undefined
  /** Blocks with and above a transaction before a waiting action believes in it. @default 1 */
  confirmations?: number | undefined
  /** Called before a transaction is signed, or given to a wallet: nothing is sent if it throws or rejects. */
  onRequest?: ((plan: TransactionPlan) => void | Promise<void>) | undefined
  /**
   * Called for each transaction as soon as its hash is known: before it is broadcast where the account signs here, so
   * that nothing is sent if this throws or rejects; after that where a wallet signs and sends. Other transactions of the
   * account wait for it, so that it must not send one itself. If it throws NonceTakenError, the next nonce is tried.
   */
  onHash?: ((transaction: SentTransaction) => void | Promise<void>) | undefined
  /** Called when the node refuses a transaction that `onHash` was told of: it is never mined. */
  onRefused?: ((hash: Hash) => void) | undefined
  /** Called for each transaction that a waiting action finds mined and confirmed, reverted ones included. */
  onReceipt?: ((receipt: TransactionReceipt) => void) | undefined
  /** Milliseconds that a waiting action waits for each transaction. @default 180,000 */
  timeout?: number | undefined
}

/**
 * Those of an action's parameters that are about sending and waiting.
 *
 * @param sent - How many transactions the action has sent before; a given nonce is that of the first
 */
export function writing(parameters: WriteParameters, sent = 0): WriteParameters {
  const { account, onRequest, onHash, onRefused, onReceipt, timeout, confirmations, gas } = parameters
  const nonce = parameters.nonce === undefined ? undefined : parameters.nonce + sent
  const told = { onRequest, onHash, onRefused, onReceipt, timeout, confirmations }
  return { account, gas, nonce, ...feesIn(parameters), ...told }
}

/** Those of some parameters that are about the price of gas. */
export function feesIn({ maxFeePerGas, maxPriorityFeePerGas, gasPrice }: FeeParameters): FeeParameters {
  return { maxFeePerGas, maxPriorityFeePerGas, gasPrice }
}

/**
 * The account that sends.
 *
 * @throws AccountMissingError when neither the action nor the client has one
 */
export function senderOf(
  client: CotrainClient,
  { account = client.account }: WriteParameters,
): Account | Address {
  if (!account) throw new AccountMissingError()
  return account
}

/** The address of an account. */
export function addressOf(account: Account | Address): Address {
  return typeof account === 'string' ? account : account.address
}

const onRightChain = new WeakSet<CotrainClient>()

/** Asks once per client whether the node is on the client's chain. */
export async function assertChain(client: CotrainClient): Promise<void> {
  if (!client.chain || onRightChain.has(client)) return
  const current = await getChainId(client)
  if (current !== client.chain.id) throw new WrongChainError({ current, expected: client.chain.id })
  onRightChain.add(client)
}
