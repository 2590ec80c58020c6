import { formatEther } from 'viem'

const units: readonly (readonly [name: string, seconds: number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
]

/** Seconds as people read them, at most two units: `1 d 2 h`, `12 min`, `0 s`. */
export function formatDuration(seconds: number): string {
  const parts: string[] = []
  let left = Math.max(0, Math.floor(seconds))
  for (const [name, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push(`${count} ${name}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 s'
}

/** Wei as ether with at most six significant decimals; tiny amounts as wei. */
export function formatAmount(wei: bigint): string {
  if (wei !== 0n && wei < 10n ** 9n) return `${wei} wei`
  const [whole = '0', decimals = ''] = formatEther(wei).split('.')
  const first = decimals.search(/[1-9]/)
  const kept = whole === '0' && first >= 0 ? decimals.slice(0, Math.max(6, first + 4)) : decimals.slice(0, 6)
  const rest = kept.replace(/0+$/, '')
  return `${whole}${rest === '' ? '' : `.${rest}`} ETH`
}

/** Wei gained or lost: as {@link formatAmount}, with a sign. */
export function formatChange(wei: bigint): string {
  return wei < 0n ? `−${formatAmount(-wei)}` : `+${formatAmount(wei)}`
}

/** A moment in seconds since 1970 as local date and time. */
export function formatTime(seconds: number): string {
  const date = new Date(seconds * 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** A fraction as a percentage with two decimals. */
export function formatPercent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)} %`
}

/** A whole number with commas between thousands. */
export function formatCount(value: number | bigint): string {
  return value.toLocaleString('en-US')
}

/** `1 model`, `2 models`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** An address short enough for a table. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-4)}`
}
