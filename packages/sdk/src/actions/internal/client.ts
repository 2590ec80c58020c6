import type { Account, Address, Chain, Client, Transport } from 'viem'
import { getChainId } from 'viem/actions'
import { AccountMissingError } from '../../errors/input.ts'
import { WrongChainError } from '../../errors/network.ts'

/** Any client of viem. Its chain, if it has one, must be the chain that its node or wallet is on. */
export type CotrainClient = Client<Transport, Chain | undefined, Account | undefined>

/** What every action that sends a transaction takes. */
export type WriteParameters = {
  /** Who sends it. @default the client's account */
  account?: Account | Address | undefined
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
