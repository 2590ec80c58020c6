import type { Chain } from 'viem'
import { arbitrum, base, baseSepolia, gnosis, mainnet, optimism, polygon, sepolia } from 'viem/chains'

/** Chains whose names and coins the page knows; loaded where they are needed, for they are large. */
export const knownChains: readonly Chain[] = [
  mainnet,
  sepolia,
  base,
  baseSepolia,
  optimism,
  arbitrum,
  polygon,
  gnosis,
]
