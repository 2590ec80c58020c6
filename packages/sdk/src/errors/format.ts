import { formatEther } from 'viem'

/** An amount of wei in words, such as `0.0004 ETH`. */
export function inEther(wei: bigint): string {
  return `${formatEther(wei)} ETH`
}

/** A time in seconds since 1970 as a UTC date and time, such as `2026-01-31 12:00:00 UTC`. */
export function asDate(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return `second ${seconds}`
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** A length of time in words, such as `2 h 5 min`. */
export function duration(seconds: bigint): string {
  const units: [bigint, string][] = [
    [86_400n, 'd'],
    [3600n, 'h'],
    [60n, 'min'],
    [1n, 's'],
  ]
  let rest = seconds
  const parts: string[] = []
  for (const [size, unit] of units) {
    if (rest >= size) parts.push(`${rest / size} ${unit}`)
    rest %= size
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}
