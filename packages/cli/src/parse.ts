import { InvalidArgumentError } from 'commander'
import { parseEther as etherToWei, type Hash } from 'viem'

const seconds: Record<string, number> = { s: 1, min: 60, m: 60, h: 3_600, d: 86_400, w: 604_800 }

/**
 * Reads a duration: seconds, or numbers with units such as `1d`, `90min`, `1h30min`, `2w`.
 *
 * @returns Seconds.
 * @throws InvalidArgumentError for anything else.
 */
export function parseDuration(text: string): number {
  const compact = text.trim().toLowerCase().replaceAll(/\s+/g, '')
  if (/^\d+$/.test(compact)) return checked(Number(compact))
  const parts = [...compact.matchAll(/(\d+(?:\.\d+)?)(s|min|m|h|d|w)/g)]
  if (parts.length === 0 || parts.map(part => part[0]).join('') !== compact) {
    throw new InvalidArgumentError('Give seconds, or a number with s, min, h, d or w, such as 1d or 1h30min.')
  }
  return checked(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0), 0))
}

function checked(value: number): number {
  const whole = Math.round(value)
  if (!Number.isSafeInteger(whole)) throw new InvalidArgumentError('That is too long.')
  return whole
}

/** Makes a parser of whole numbers from `min` to `max`. */
export function parseInteger(min: number, max: number): (text: string) => number {
  return text => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
    if (!Number.isSafeInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`)
    }
    return value
  }
}

/** Reads the bits of a weight: 8 to 16, or `auto`. */
export function parseWeightBits(text: string): number | 'auto' {
  return text === 'auto' ? 'auto' : parseInteger(8, 16)(text)
}

/** Reads an http(s) address. */
export function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new InvalidArgumentError('Give an address such as http://127.0.0.1:8545.')
  }
  return text
}

/** Reads the hash of a transaction. */
export function parseHash(text: string): Hash {
  if (/^0x[0-9a-fA-F]{64}$/.test(text.trim())) return text.trim().toLowerCase() as Hash
  throw new InvalidArgumentError('Give the hash of a transaction: 0x and 64 hexadecimal digits.')
}

/** Reads a number above 0, such as a price. */
export function parsePositive(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('Give a number above 0, such as 0.5.')
}

/** Reads ether above 0, such as 0.05. @returns Wei. */
export function parseEther(text: string): bigint {
  const wei = /^\d+(\.\d{1,18})?$/.test(text.trim()) ? etherToWei(text.trim()) : 0n
  if (wei > 0n) return wei
  throw new InvalidArgumentError('Give ether above 0, such as 0.05.')
}

/** Reads the most to pay, in ether; 0 is for what costs nothing. @returns Wei. */
export function parseLimit(text: string): bigint {
  return /^0+(\.0+)?$/.test(text.trim()) ? 0n : parseEther(text)
}

/** Reads a share that may be held out: from 0 to 0.9, such as 0.2 or 20%. */
export function parseHeldOut(text: string): number {
  const percent = /^(.*)%$/.exec(text.trim())?.[1]
  const value = text.trim() === '' ? Number.NaN : percent === undefined ? Number(text) : Number(percent) / 100
  if (value >= 0 && value <= 0.9) return value
  throw new InvalidArgumentError('Give a share from 0 to 0.9, such as 0.2 or 20%.')
}

/** Reads a fraction above 0 and up to 1, such as 0.05 or 5%. */
export function parseFraction(text: string): number {
  const percent = /^(.*)%$/.exec(text.trim())?.[1]
  const value = percent === undefined ? Number(text) : Number(percent) / 100
  if (value >= 1e-6 && value <= 1) return value
  throw new InvalidArgumentError('Give a fraction from 0.000001 to 1, such as 0.05 or 5%.')
}
