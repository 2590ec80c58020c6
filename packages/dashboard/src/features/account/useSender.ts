import { createTestClient, http } from 'viem'
import { mine } from 'viem/actions'
import { useConfig } from 'wagmi'
import { getConnectorClient } from 'wagmi/actions'
import { useNetwork } from '../network/NetworkContext.tsx'

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
  const { local, chain, rpcUrl } = useNetwork()
  return async () => {
    const client = await getConnectorClient(config, { chainId: chain.id })
    if (local) await mine(createTestClient({ mode: 'anvil', chain, transport: http(rpcUrl) }), { blocks: 1 })
    return client
  }
}
