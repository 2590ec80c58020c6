import type { Badness } from './Badness.ts'

/** Numbers from 0 up to 1, the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** How bad a public node is. */
export type Manners = {
  maxBlocks: number
  maxLogs: number
  /** Milliseconds of an answer on average: from half of it to one and a half. */
  latency: number
  perSecond: number
  /** The most blocks that a member is behind. */
  lag: number
  /** The share of requests that get a page of a gateway, from 0 to 1. */
  failures: number
}

/** All manners of a public node at once. */
export function publicManners(
  chance: () => number,
  { maxBlocks, maxLogs, latency, perSecond, lag, failures }: Manners,
): Badness {
  const pages = [502, 504].map(status => ({ status, page: `<html><h1>${status}</h1></html>` }))
  return {
    maxBlocks,
    maxLogs,
    latency: () => latency * (0.5 + chance()),
    perSecond,
    asError: true,
    lag: () => Math.floor(chance() * (lag + 1)),
    odd: () => (chance() < failures ? pages[Math.floor(chance() * pages.length)] : undefined),
  }
}
