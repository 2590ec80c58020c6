import { createTestClient, http } from 'viem'
import type { Network } from './network.ts'

/** What can move a local chain's clock and make its blocks. Other nodes refuse. */
export const testClientOf = ({ chain, rpcUrl }: Network) =>
  createTestClient({ mode: 'anvil', chain, transport: http(rpcUrl) })
