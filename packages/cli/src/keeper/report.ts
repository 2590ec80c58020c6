import { formatModelId } from '@cotrain/sdk'
import { formatGwei } from 'viem'
import { formatAmount, formatChange, plural } from '../format.ts'
import { columns } from '../output.ts'
import type { Act } from './attempt.ts'
import { sum } from './types.ts'

/** The document of one look at everything. Amounts are wei. */
export function documentOf(account: string, chainId: number, acts: readonly Act[]) {
  return {
    account,
    chainId,
    acts: acts.map(act => ({
      model: formatModelId(act.job.model),
      chore: act.job.chore,
      outcome: act.outcome,
      items: act.items.map(({ what }) => what),
      income: act.income,
      cost: act.cost,
      worthItBelow: act.limit ?? null,
      transactions: act.hashes,
      reason: act.reason ?? null,
    })),
    ...totalsOf(acts),
  }
}

function totalsOf(acts: readonly Act[]) {
  const counted = acts.filter(({ outcome, hashes }) => hashes.length > 0 || outcome === 'planned')
  const income = sum(
    counted.filter(({ outcome }) => outcome === 'done' || outcome === 'planned').map(act => act.income),
  )
  const cost = sum(counted.map(act => act.cost))
  return { income, cost, profit: income - cost }
}

/** The same for people. */
export function wordsOf(acts: readonly Act[]): string {
  if (acts.length === 0) return 'There is nothing to do now.'
  const { income, cost, profit } = totalsOf(acts)
  const rows = acts.map(act => [
    act.outcome,
    act.job.chore,
    formatModelId(act.job.model),
    itemsOf(act),
    `brings ${formatAmount(act.income)}`,
    `gas ${formatAmount(act.cost)}`,
    remarkOf(act),
  ])
  return [
    columns(rows),
    '',
    `In all ${formatAmount(income)} for gas of ${formatAmount(cost)}: ${formatChange(profit)}.`,
  ].join('\n')
}

function itemsOf({ items }: Act): string {
  const [first] = items
  if (items.length === 1 && first !== undefined) return first.what
  return `${plural(items.length, 'item')}, from ${first?.what ?? ''}`
}

function remarkOf({ outcome, limit, reason }: Act): string {
  if (reason !== undefined) return reason
  if (outcome !== 'waiting' || limit === undefined) return ''
  return limit === 0n ? 'brings nothing: see --spend' : `worth it below ${formatGwei(limit)} gwei`
}
