import { createTestClient } from 'viem'
import { directTransport, type Network } from './network.ts'

/** What can move a local chain's clock and make its blocks. Other nodes refuse. */
export const testClientOf = (network: Network) =>
  createTestClient({ mode: 'anvil', chain: network.chain, transport: directTransport(network) })
