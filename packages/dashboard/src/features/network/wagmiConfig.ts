import { nodeTransport } from '@cotrain/sdk'
import { type Config, createConfig, createStorage } from 'wagmi'
import { devConnector } from './devConnector.ts'
import { type Network, nodesOf } from './network.ts'

const devAccountCount = 10

/** Milliseconds between two looks at the chain's head. */
export const pollingInterval = (network: Network) => (network.local ? 1_000 : 6_000)

/** Wallets are the browser's own (EIP-6963) and, on a local chain, the node's development accounts. */
export function createWagmiConfig(network: Network): Config {
  const { chain, rpcUrl, local } = network
  const indices = local ? Array.from({ length: devAccountCount }, (_, index) => index) : []
  return createConfig({
    chains: [chain],
    transports: { [chain.id]: nodeTransport(nodesOf(rpcUrl)) },
    connectors: indices.map(index => devConnector(index, rpcUrl)),
    storage: createStorage({ key: `cotrain.${chain.id}`, storage: localStorage }),
    pollingInterval: pollingInterval(network),
  })
}
