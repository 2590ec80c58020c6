import { abiOf, trainerOf } from '@cotrain/sdk/kinds'
import { createConfig } from 'ponder'

const startBlock = Number(process.env.COTRAIN_START_BLOCK ?? 0)

/** The trainers stand at the same addresses on every chain. */
function contractOf<mechanism extends 'deposits' | 'points' | 'market' | 'bonded'>(mechanism: mechanism) {
  const { trainer: address } = trainerOf(mechanism)
  return { chain: 'chain', abi: abiOf({ mechanism }), address, startBlock } as const
}

export default createConfig({
  chains: {
    chain: {
      id: Number(process.env.COTRAIN_CHAIN_ID ?? 31_337),
      rpc: process.env.COTRAIN_RPC ?? 'http://127.0.0.1:8545',
    },
  },
  contracts: {
    deposits: contractOf('deposits'),
    points: contractOf('points'),
    market: contractOf('market'),
    bonded: contractOf('bonded'),
  },
})
