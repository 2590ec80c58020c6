/** What a host of originals takes. */
export type OriginalLimits = {
  /** Bytes that all records have together at most. */
  totalBytes: number
  /** Records, and marks of withdrawn ones, at most. */
  records: number
  /** Requests that change something, and others, of an address in a minute. */
  writes: number
  reads: number
  /** Seconds that the time of a record may differ from the host's clock. */
  skew: number
  /** Milliseconds in which the body of a request must have come. */
  bodyTime: number
}

export const defaultOriginalLimits: OriginalLimits = {
  totalBytes: 64 * 2 ** 20,
  records: 10_000,
  writes: 30,
  reads: 3_000,
  skew: 3_600,
  bodyTime: 10_000,
}

/** Bytes of a request at most: the largest picture as base64, and the rest of its record. */
export const maxBody = 110_000

/** Addresses whose requests are counted at the same time. */
const maxAddresses = 10_000

/** Counts the requests of addresses, a minute at a time. */
export function createRateLimit(perMinute: number, now: () => number = Date.now) {
  let counts = new Map<string, number>()
  let minute = 0
  /** Whether one more request of an address is within the limit. */
  return (address: string): boolean => {
    const current = Math.floor(now() / 60_000)
    // who comes from thousands of addresses does not fill the memory: the counting begins anew
    if (current !== minute || counts.size >= maxAddresses) counts = new Map()
    minute = current
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count <= perMinute
  }
}
