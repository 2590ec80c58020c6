import type { Address } from 'viem'

/** A contract that tells what a chain's currency costs. */
export interface PriceFeed {
  address: Address
  /** What it says of itself (`description()`): another contract at its address is not believed. */
  description: string
  /** Seconds after which it must have spoken again. */
  heartbeat: number
}

/**
 * Chainlink's feeds in US dollars, by chain. Their addresses are those of
 * https://docs.chain.link/data-feeds/price-feeds/addresses. The currencies of test chains cost nothing, and have none here.
 */
export const priceFeeds: Readonly<Record<number, PriceFeed>> = {
  // Ethereum
  1: {
    address: '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419',
    description: 'ETH / USD',
    heartbeat: 3_600,
  },
  // Optimism
  10: {
    address: '0x13e3Ee699D1909E989722E753853AE30b17e08c5',
    description: 'ETH / USD',
    heartbeat: 1_200,
  },
  // Gnosis, whose currency is xDAI
  100: {
    address: '0x678df3415fc31947dA4324eC63212874be5a82f8',
    description: 'DAI / USD',
    heartbeat: 86_400,
  },
  // Polygon; the feed has kept the currency's old name
  137: {
    address: '0xAB594600376Ec9fD91F8e885dADF0CE036862dE0',
    description: 'MATIC / USD',
    heartbeat: 3_600,
  },
  // Base
  8453: {
    address: '0x71041dddad3595F9CEd3DcCFBe3D1F4b0a16Bb70',
    description: 'ETH / USD',
    heartbeat: 1_200,
  },
  // Arbitrum
  42161: {
    address: '0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612',
    description: 'ETH / USD',
    heartbeat: 86_400,
  },
}
