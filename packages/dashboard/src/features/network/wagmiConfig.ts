import { type Config, createConfig, createStorage } from 'wagmi'
import { walletConnectors } from '../account/walletConnect.ts'
import { devConnector } from './devConnector.ts'
import { directTransport, type Network } from './network.ts'
import { playAddresses } from './playAddresses.ts'

/** Milliseconds between two looks at the chain's head. */
export const pollingInterval = (network: Network) => (network.local ? 1_000 : 6_000)

/**
 * Wallets are the browser's own (EIP-6963) and, on a local chain, the node's development accounts. No wallet can be on the
 * chain of a demo.
 */
export function createWagmiConfig(network: Network): Config {
  const { chain, kind, local, transport } = network
  const direct = directTransport(network)
  return createConfig({
    chains: [chain],
    transports: { [chain.id]: transport },
    connectors: [
      ...(local ? playAddresses.map((address, index) => devConnector(index, address, direct)) : []),
      ...(kind === 'demo' ? [] : walletConnectors),
    ],
    multiInjectedProviderDiscovery: kind !== 'demo',
    storage: createStorage({
      key: `cotrain.${chain.id}`,
      storage: kind === 'demo' ? sessionStorage : localStorage,
    }),
    pollingInterval: pollingInterval(network),
  })
}
