import { formatModelId, type GetMarketReturnType, type ListRewardsReturnType } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import {
  formatAmount,
  formatChange,
  formatCount,
  formatPercent,
  formatTime,
  shortAddress,
} from '../../format.ts'
import type { MarketModel, MarketOptions } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import { columns, type Output } from '../../output.ts'
import type { Invocation } from '../../run.ts'

type Market = GetMarketReturnType
type Rewards = ListRewardsReturnType

/** Losses are in units of 2^-16, summed over the hidden samples. */
const lossUnit = 65_536

/** `cotrain market status`: phases on a timeline, what the model has gained, and what each contribution earned. */
export default async function statusCommand({ out, options }: Invocation<MarketOptions>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  const market = await client.getMarket({ model })
  const rewards = await client.listRewards({ model, account: account.address })
  out.result(describe(model, market, rewards), () =>
    [
      out.colors.bold(`${model.metadata.name}  ${formatModelId(model)}`),
      '',
      timeline(market, out.colors),
      '',
      columns(facts(market)),
      '',
      contributions(model, rewards, out.colors),
      '',
      next(market),
    ].join('\n'),
  )
}

function describe(model: MarketModel, market: Market, rewards: Rewards) {
  return {
    model: formatModelId(model),
    phase: market.phaseName,
    sponsor: market.sponsor,
    bounty: market.bounty,
    options: market.options,
    timeline: market.timeline,
    contributions: Number(market.contributions),
    scored: Number(market.scored),
    hiddenSamples: Number(market.hiddenSamples),
    firstLoss: meanLoss(market, market.firstLoss),
    loss: meanLoss(market, market.loss),
    rewards: rewards.map(({ index, contributor, own, status, kept, gain, penalty, amount, profit }) => ({
      index: Number(index),
      contributor,
      own,
      status,
      kept: kept ?? null,
      gain: gain === undefined ? null : Number(gain),
      penalty: penalty ?? null,
      amount: amount ?? null,
      profit: profit ?? null,
    })),
  }
}

/** @returns The loss a sample, from 0 to 1; null before the test set is revealed. */
function meanLoss({ hiddenSamples, phaseName }: Market, loss: bigint | number): number | null {
  const known = phaseName === 'settling' || phaseName === 'settled'
  return known && Number(hiddenSamples) > 0 ? Number(loss) / Number(hiddenSamples) / lossUnit : null
}

function timeline({ timeline: phases }: Market, { bold, dim }: Output['colors']): string {
  const rows = phases
    .filter(({ state }) => state !== 'skipped')
    .map(({ phase, from, until, state }) => {
      const mark = { past: '✓', present: '●', future: '○' }[state as 'past' | 'present' | 'future']
      const times = [
        from === undefined ? '' : `from ${formatTime(Number(from))}`,
        until === undefined ? '' : `until ${formatTime(Number(until))}`,
      ]
      const paint = state === 'present' ? bold : state === 'future' ? dim : (text: string) => text
      return [paint(`${mark} ${phase}`), paint(times.filter(Boolean).join(' '))]
    })
  return columns(rows)
}

function facts(market: Market): string[][] {
  const { options, bounty, sponsor, pieces, contributions: count, scored } = market
  const first = meanLoss(market, market.firstLoss)
  const now = meanLoss(market, market.loss)
  return [
    ['bounty', `${formatAmount(bounty)} by ${shortAddress(sponsor)}`],
    ['stake', formatAmount(options.stake)],
    [
      'contributions',
      `${formatCount(count)} of at most ${formatCount(options.maxContributions)}, ${formatCount(scored)} scored`,
    ],
    [
      'test set',
      `${formatCount(pieces)} pieces; ${formatCount(market.shownSamples)} samples shown, ${formatCount(market.hiddenSamples)} others revealed`,
    ],
    ['whole bounty for', `a mean loss lower by ${formatPercent(options.fullImprovement / 1e6)}`],
    ...(first === null || now === null
      ? []
      : [['mean loss', `${formatPercent(first)} at first, ${formatPercent(now)} now`]]),
  ]
}

function contributions(model: MarketModel, rewards: Rewards, { bold }: Output['colors']): string {
  if (rewards.length === 0) return 'No contributions yet.'
  const header = ['#', 'BY', 'CLASS', 'STATE', 'GETS', 'PROFIT'].map(bold)
  const rows = rewards.map(({ index, own, contributor, contribution, status, kept, amount, profit }) => {
    const scored = kept !== undefined
    return [
      String(index),
      own ? 'you' : shortAddress(contributor),
      model.metadata.classes[contribution.label] ?? String(contribution.label),
      `${status}${scored ? (kept ? ', kept' : ', not kept') : ''}`,
      amount === undefined ? '' : formatAmount(amount),
      profit === undefined ? '' : formatChange(profit),
    ]
  })
  return columns([header, ...rows], [0, 4, 5])
}

/** What has to happen now, and by which command. */
function next({ phaseName, withdrawable }: Market): string {
  switch (phaseName) {
    case 'created':
      return 'The owner has to commit bounty and test set: cotrain market create'
    case 'drawing':
    case 'opening':
      return 'The sponsor has to show the drawn pieces: cotrain market reveal'
    case 'open':
      return 'Contribute: cotrain market join'
    case 'revealing':
      return 'The sponsor has to reveal the rest, or loses the bounty: cotrain market reveal'
    case 'settling':
      return 'Anybody can go on with scoring: cotrain market settle'
    case 'settled':
    case 'defaulted':
      return 'Contributors and sponsor can have what is theirs: cotrain market claim'
    case 'cancelled':
      return withdrawable > 0n ? 'The sponsor can have the bounty back: cotrain market claim' : 'It is over.'
  }
}
