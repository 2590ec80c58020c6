import { type MarketOptions, optionsOf, type MechanismOption as Row } from '@cotrain/sdk'
import { parseNumber } from '@cotrain/sdk/data'
import { formatEther, parseEther } from 'viem'
import { capitalised } from '../../ui/format.ts'

/** What a value is filled in as: how that is called, and how many of the contract's units are one. */
export interface Scale {
  name: string
  size: number
}

/** An option of a mechanism as people fill it in. */
export interface Rule<name extends string = string> {
  name: name
  /** What it is, with the unit that it is filled in with. */
  description: string
  row: Row
  scale: Scale | undefined
}

/** An option of a market as people fill it in. */
export type MarketRule = Rule<keyof MarketOptions>

const hours: Scale = { name: 'hours', size: 3_600 }
const percent: Scale = { name: 'percent', size: 10_000 }

/** An option of a row as people fill it in: in the chain's currency `symbol`, percent, or hours if no other `time` is said. */
export function ruleOf<name extends string>(
  [name, row]: readonly [name, Row],
  symbol: string,
  { words = row.words, time = hours, gwei }: { words?: string | undefined; time?: Scale; gwei?: Scale } = {},
): Rule<name> {
  const scales: Partial<Record<Row['unit'], Scale | undefined>> = {
    seconds: time,
    millionths: percent,
    gwei,
  }
  const scale = scales[row.unit]
  const unit = row.unit === 'wei' ? symbol : scale?.name
  const description = capitalised(words)
  return { name, row, scale, description: unit ? `${description}, in ${unit}` : description }
}

/** All options of a market in their order. `symbol` is the chain's currency. */
export function marketRules(symbol: string): MarketRule[] {
  return optionsOf('market').map(([name, row]) => ruleOf([name as keyof MarketOptions, row], symbol))
}

/** An option's value as people fill it in: as short as gives the same value. */
export function toText(rule: Rule, value: bigint | number): string {
  const { row, scale } = rule
  if (row.unit === 'wei') return formatEther(BigInt(value))
  const scaled = Number(value) / (scale?.size ?? 1)
  for (let digits = 1; digits < 17; digits++) {
    const text = String(Number(scaled.toPrecision(digits)))
    if (toWhole(text, scale?.size ?? 1) === Number(value)) return text
  }
  return String(scaled)
}

/** The value of what somebody filled in; undefined when the contract would not take it. */
export function fromText({ row, scale }: Rule, text: string): bigint | number | undefined {
  const value = row.unit === 'wei' ? toWei(text) : toWhole(text, scale?.size ?? 1)
  if (value === undefined || value < row.least || value > row.most) return undefined
  return value
}

function toWei(text: string): bigint | undefined {
  return /^\d*\.?\d*$/.test(text.trim()) && /\d/.test(text) ? parseEther(text.trim()) : undefined
}

function toWhole(text: string, size: number): number | undefined {
  const number = parseNumber(text)
  const value = number === undefined ? Number.NaN : Math.round(number * size)
  return Number.isSafeInteger(value) ? value : undefined
}
