import { mine } from 'viem/actions'
import { useConfig } from 'wagmi'
import { getConnectorClient } from 'wagmi/actions'
import { useNetwork } from '../network/NetworkContext.tsx'
import { testClientOf } from '../network/testClient.ts'

/**
 * Gives the client that sends for the account in use.
 *
 * A local node makes no blocks by itself and tries calls at the time of its last one, so that a claim that is due
 * would look too early: it makes a block first.
 *
 * @throws wagmi's errors when no account is chosen or the wallet is on another chain
 */
export function useSender() {
  const config = useConfig()
  const network = useNetwork()
  return async () => {
    const client = await getConnectorClient(config, { chainId: network.chain.id })
    if (network.local) await mine(testClientOf(network), { blocks: 1 })
    return client
  }
}
