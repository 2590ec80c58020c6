import { isLicense } from '@cotrain/sdk'
import { InvalidArgumentError } from 'commander'
import { parseEther as etherToWei, parseGwei as gweiToWei, type Hash } from 'viem'
import { defaultNodes } from './defaultRpc.ts'

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
  if (isAddress(text, ['http:', 'https:'])) return text
  throw new InvalidArgumentError('Give an address such as http://127.0.0.1:8545.')
}

function isAddress(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

const nodeProtocols = ['http:', 'https:', 'ws:', 'wss:']

/** Reads addresses of nodes, several with commas between them, after those that were given `before`. */
export function parseNodes(text: string, before: readonly string[] = []): readonly string[] {
  const addresses = text.split(/,(?=\s*\w+:\/\/)/).map(each => each.trim())
  for (const address of addresses) {
    if (isAddress(address, nodeProtocols)) continue
    throw new InvalidArgumentError('Give an address such as http://127.0.0.1:8545 or wss://node.example.')
  }
  return before === defaultNodes ? addresses : [...before, ...addresses]
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

/** Reads gwei, such as 1.5. @returns Wei. */
export function parseGwei(text: string): bigint {
  if (/^\d{1,12}(\.\d{1,9})?$/.test(text.trim())) return gweiToWei(text.trim())
  throw new InvalidArgumentError('Give gwei, such as 20 or 1.5.')
}

/** Reads a share that may be held out: from 0 to 0.9, such as 0.2 or 20%. */
export function parseHeldOut(text: string): number {
  const percent = /^(.*)%$/.exec(text.trim())?.[1]
  const value = text.trim() === '' ? Number.NaN : percent === undefined ? Number(text) : Number(percent) / 100
  if (value >= 0 && value <= 0.9) return value
  throw new InvalidArgumentError('Give a share from 0 to 0.9, such as 0.2 or 20%.')
}

/** Reads a fraction above 0 and up to 1, such as 0.05 or 5%; also 0 where that is taken. */
export function parseFraction(text: string, orZero = false): number {
  const percent = /^(.*)%$/.exec(text.trim())?.[1]
  const digits = (percent ?? text).trim()
  const value = digits === '' ? Number.NaN : Number(digits) / (percent === undefined ? 1 : 100)
  if ((value >= 1e-6 && value <= 1) || (orZero && value === 0)) return value
  const range = `${orZero ? '0, or ' : ''}a fraction from 0.000001 to 1`
  throw new InvalidArgumentError(`Give ${range}, such as 0.05 or 5%.`)
}

/** Reads a licence: an SPDX expression. */
export function parseLicense(text: string): string {
  const license = text.trim()
  if (isLicense(license)) return license
  throw new InvalidArgumentError(
    'Give an SPDX expression of 64 characters at most, such as CC0-1.0 or CC-BY-4.0.',
  )
}
