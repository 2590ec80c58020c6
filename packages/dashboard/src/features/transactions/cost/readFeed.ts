import { type Client, formatUnits, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import type { PriceFeed } from './feeds.ts'

const feedAbi = parseAbi([
  'function decimals() view returns (uint8)',
  'function description() view returns (string)',
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
])

/** A feed that is late by more than this many of its heartbeats is not believed. */
const heartbeatsAllowed = 2

/**
 * What one of a chain's currency costs by a feed; undefined when the feed is absent, says something odd, or is stale.
 *
 * @param now - Seconds since 1970
 */
export async function readFeed(
  client: Client,
  { address, description, heartbeat }: PriceFeed,
  now: number,
): Promise<number | undefined> {
  const read = <name extends 'decimals' | 'description' | 'latestRoundData'>(functionName: name) =>
    readContract(client, { abi: feedAbi, address, functionName })
  try {
    const [said, decimals, round] = await Promise.all([
      read('description'),
      read('decimals'),
      read('latestRoundData'),
    ])
    const [, answer, , updatedAt] = round as readonly [bigint, bigint, bigint, bigint, bigint]
    const age = now - Number(updatedAt)
    if (said !== description || answer <= 0n || age > heartbeatsAllowed * heartbeat) return undefined
    return Number(formatUnits(answer, decimals as number))
  } catch {
    return undefined
  }
}
