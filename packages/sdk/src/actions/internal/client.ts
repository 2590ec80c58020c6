import type { Account, Address, Chain, Client, Hash, TransactionReceipt, Transport } from 'viem'
import { getChainId } from 'viem/actions'
import { AccountMissingError } from '../../errors/input.ts'
import { WrongChainError } from '../../errors/network.ts'

/** Any client of viem. Its chain, if it has one, must be the chain that its node or wallet is on. */
export type CotrainClient = Client<Transport, Chain | undefined, Account | undefined>

/** A transaction that was signed, or that a wallet has sent. */
export type SentTransaction = {
  hash: Hash
  account: Address
  /** Its number among those of the account; a wallet that signs by itself does not tell. */
  nonce: number | undefined
  /** Wei. */
  value: bigint
}

/** What every action that sends transactions takes. */
export type WriteParameters = {
  /** Who sends it. @default the client's account */
  account?: Account | Address | undefined
  /**
   * Called for each transaction as soon as its hash is known: before it is broadcast where the account signs here, so
   * that nothing is sent if this throws or rejects; after that where a wallet signs and sends.
   */
  onHash?: ((transaction: SentTransaction) => void | Promise<void>) | undefined
  /** Called for each transaction that a waiting action finds mined, reverted ones included. */
  onReceipt?: ((receipt: TransactionReceipt) => void) | undefined
  /** Milliseconds that a waiting action waits for each transaction. @default 180,000 */
  timeout?: number | undefined
}

/** Those of an action's parameters that are about sending and waiting. */
export function writing({ account, onHash, onReceipt, timeout }: WriteParameters): WriteParameters {
  return { account, onHash, onReceipt, timeout }
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
