import { formatEther } from 'viem'

/**
 * An amount of wei in ether for reading: four significant digits below 1, four decimals above, rounded down, so that
 * nobody reads more than there is.
 */
export function formatAmount(wei: bigint): string {
  const [whole = '0', fraction = ''] = formatEther(wei).split('.')
  const zeros = fraction.match(/^0*/)?.[0].length ?? 0
  const digits = whole === '0' || whole === '-0' ? zeros + 4 : 4
  const kept = fraction.slice(0, digits).replace(/0+$/, '')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ')
  return kept ? `${grouped}.${kept}` : grouped
}

const units = [
  [86_400, 'day', 'days'],
  [3_600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
] as const

/** A length of time in words with at most two units, such as "1 day 2 hours". */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds))
  const parts: string[] = []
  for (const [size, one, many] of units) {
    const count = Math.floor(rest / size)
    rest %= size
    if (count > 0) parts.push(`${count} ${count === 1 ? one : many}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 seconds'
}

const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** Seconds since 1970 as a date and time of the reader's place. */
export const formatDate = (seconds: number) => dateFormat.format(seconds * 1000)

/** A probability as a percentage with one decimal, which is neither 0 nor 100. */
export function formatProbability(probability: number): string {
  if (probability > 0.999) return 'over 99.9 %'
  return probability < 0.001 ? 'under 0.1 %' : formatPercent(probability)
}

/** A share as a percentage with one decimal. */
export const formatPercent = (share: number) => `${(share * 100).toFixed(1)} %`

export const shortAddress = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`

const segmenter = new Intl.Segmenter('en')

/** A text's first words, for lists; it is cut between characters as people see them. `length` is of UTF-16 units. */
export function ellipsis(text: string, length: number): string {
  if (text.length <= length) return text
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length >= length) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const fraction = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** A number for reading: whole from 100 on or when it is, three significant digits else. */
export const formatNumber = (value: number) =>
  (Number.isInteger(value) || Math.abs(value) >= 100 ? whole : fraction).format(value)

/** `refundTime` in words: Refund time. */
export function nameInWords(name: string): string {
  return capitalised(name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase())
}

/** As at the beginning of a sentence. */
export const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
