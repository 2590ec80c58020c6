import { type MarketOptions, optionsOf, type MechanismOption as Row } from '@cotrain/sdk'
import { parseNumber } from '@cotrain/sdk/data'
import { formatEther, parseEther } from 'viem'
import { capitalised } from '../../ui/format.ts'

/** An option of a market as people fill it in. */
export interface Rule {
  name: keyof MarketOptions
  /** What it is, with the unit that it is filled in with. */
  description: string
  row: Row
}

/** What a unit is filled in as: how it is called, and how many of the contract's are one. */
const scales: Partial<Record<Row['unit'], { name: string; size: number }>> = {
  seconds: { name: 'hours', size: 3_600 },
  millionths: { name: 'percent', size: 10_000 },
}

/** All options of a market in their order. `symbol` is the chain's currency. */
export function marketRules(symbol: string): Rule[] {
  return optionsOf('market').map(([name, row]) => {
    const unit = row.unit === 'wei' ? symbol : scales[row.unit]?.name
    const words = capitalised(row.words)
    return {
      name: name as keyof MarketOptions,
      description: unit ? `${words}, in ${unit}` : words,
      row,
    }
  })
}

/** An option's value as people fill it in. */
export function toText({ row }: Rule, value: bigint | number): string {
  if (row.unit === 'wei') return formatEther(BigInt(value))
  return String(Number(value) / (scales[row.unit]?.size ?? 1))
}

/** The value of what somebody filled in; undefined when the contract would not take it. */
export function fromText({ row }: Rule, text: string): bigint | number | undefined {
  const value = row.unit === 'wei' ? toWei(text) : toWhole(text, scales[row.unit]?.size ?? 1)
  if (value === undefined || value < (row.least ?? 0) || value > (row.most ?? Number.MAX_SAFE_INTEGER)) {
    return undefined
  }
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
