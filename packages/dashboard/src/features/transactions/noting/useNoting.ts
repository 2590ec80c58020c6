import type { Address, Client } from 'viem'
import { getBalance, getGasPrice, getTransactionCount } from 'viem/actions'
import { type Config, useClient, useConfig } from 'wagmi'
import { getConnection } from 'wagmi/actions'
import { AlreadyUnderWayError } from '../errors.ts'
import { alone } from '../journal/pages.ts'
import { type Described, type Sender, startNoting } from './note.ts'
import { notedClient } from './notedClient.ts'

type Sending = Client & { account: { address: Address } }

/** Runs an action with a client whose transactions go into the journal; the same thing is not sent twice at once. */
export function useNoting() {
  const config = useConfig()
  const node = useClient()!
  return async <client extends Sending, result>(
    described: Described,
    client: client,
    action: (client: client) => Promise<result>,
  ): Promise<result> => {
    const run = async () => {
      const noting = startNoting(described, senderOf(config, node, client.account.address))
      try {
        const result = await action(notedClient(client, noting))
        noting.end()
        return result
      } catch (error) {
        noting.end(error)
        throw error
      }
    }
    const { once } = described
    if (once === undefined) return run()
    const name = `${node.chain!.id}:${client.account.address}:${once}`
    return alone(name, () => new AlreadyUnderWayError(), run)
  }
}

function senderOf(config: Config, node: Client, account: Address): Sender {
  return {
    account,
    chainId: node.chain!.id,
    current: () => getConnection(config).address,
    nextNonce: () => getTransactionCount(node, { address: account, blockTag: 'pending' }),
    funds: async () => {
      const [balance, gasPrice] = await Promise.all([
        getBalance(node, { address: account }),
        getGasPrice(node),
      ])
      return { balance, gasPrice }
    },
  }
}
