import { useQuery } from '@tanstack/react-query'
import { formatEther } from 'viem'
import { useClient } from 'wagmi'
import { useHead } from '../network/head.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { priceFeeds } from './cost/feeds.ts'
import { useOwnPrice } from './cost/ownPrice.ts'
import { readFeed } from './cost/readFeed.ts'

/** What one of the chain's currency costs. */
export interface Fiat {
  price: number
  /** Such as "USD". */
  currency: string
}

/** Milliseconds between two looks at a feed. */
const refreshAfter = 300_000

/**
 * The price of the chain's currency: the one that the reader has typed, else that of a feed on the chain itself, read by the
 * page's node. Undefined where there is none, or it is stale. No other server is ever asked.
 */
export function useFiat(): Fiat | undefined {
  const { chain } = useNetwork()
  const client = useClient()!
  const own = useOwnPrice(chain.id)
  const feed = priceFeeds[chain.id]
  const { data: head } = useHead()
  const { data: price } = useQuery({
    queryKey: ['price', chain.id],
    queryFn: async () => (await readFeed(client, feed!, head!.time)) ?? null,
    enabled: feed !== undefined && own === undefined && head !== undefined,
    refetchInterval: refreshAfter,
    staleTime: refreshAfter,
    retry: false,
  })
  if (own) return own
  return typeof price === 'number' ? { price, currency: 'USD' } : undefined
}

/** An amount in money for reading, such as "1.20 USD"; "under 0.01 USD" where it is less. */
export function formatFiat(wei: bigint, { price, currency }: Fiat): string {
  const amount = Number(formatEther(wei)) * price
  if (amount > 0 && amount < 0.01) return `under 0.01 ${currency}`
  const digits = amount >= 1000 ? 0 : 2
  const shown = amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${shown} ${currency}`
}
