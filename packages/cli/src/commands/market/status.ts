import { formatModelId, type Reward } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import {
  formatAmount,
  formatChange,
  formatCount,
  formatPercent,
  formatTime,
  shortAddress,
} from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { meanLoss } from '../../market/losses.ts'
import { nextStep } from '../../market/phases.ts'
import type { Market, MarketInvocation, MarketModel } from '../../market/types.ts'
import { columns, type Output } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { aboutMarket } from '../../program/market.ts'

/** `cotrain market status`: phases on a timeline, what the model has gained, and what each bundle came to. */
export default async function statusCommand({
  out,
  options,
  args,
}: MarketInvocation<OptionsOf<typeof aboutMarket>>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const synced = await client.syncModel({ model })
  const market = await client.getMarket({ model, synced })
  const all = await client.listRewards({ model, synced, account: account.address })
  const rewards = all.filter(({ record }) => record.market === market.market)
  out.result(describe(model, market, rewards), () =>
    [
      out.colors.bold(`${model.metadata.name}  ${formatModelId(model)}`),
      '',
      ...(market.market < 0 ? [] : [timeline(market, out.colors), '']),
      columns(facts(market)),
      '',
      bundles(rewards, out.colors),
      '',
      nextStep(model, market),
    ].join('\n'),
  )
}

function describe(model: MarketModel, market: Market, rewards: readonly Reward[]) {
  const { sponsor, bounty, pot, price, options, timeline, share, firstPayLoss, firstKeepLoss } = market
  return {
    model: formatModelId(model),
    phase: market.phaseName,
    market: market.market,
    sponsor,
    bounty,
    pot,
    price,
    options,
    timeline,
    committed: Number(market.bundles),
    revealed: Number(market.revealed),
    settled: Number(market.settled),
    unpaid: Number(market.unpaid),
    pages: Number(market.pages),
    published: Number(market.published),
    firstPayLoss: meanLoss(market, firstPayLoss),
    payLoss: meanLoss(market, market.payLoss),
    firstKeepLoss: meanLoss(market, firstKeepLoss),
    keepLoss: meanLoss(market, market.keepLoss),
    share,
    bundles: rewards.map(({ bundle, contributor, own, record, status, amount, profit }) => ({
      bundle: Number(bundle),
      contributor,
      own,
      status,
      revealed: record.number !== undefined,
      samples: record.samples.length,
      kept: record.score?.kept ?? null,
      amount: amount ?? null,
      profit: profit ?? null,
    })),
  }
}

function timeline({ timeline: phases }: Market, { bold, dim }: Output['colors']): string {
  const rows = phases.map(({ phase, from, until, state }) => {
    const mark = { past: '✓', present: '●', future: '○' }[state]
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
  const { options, bounty, pot, sponsor, bundles: committed, revealed, settled, pages, published } = market
  const { stake, fee, value, tolerance, testSamples, minSamples, maxSamples } = options
  const first = meanLoss(market, market.firstPayLoss)
  const now = meanLoss(market, market.payLoss)
  const open = market.market >= 0
  return [
    ...(open
      ? [
          ['market', `${market.market + 1} of this model, by ${shortAddress(sponsor)}`],
          ['bounty', `${formatAmount(bounty)}${pot > 0n ? `; ${formatAmount(pot)} is in the pot` : ''}`],
        ]
      : []),
    [
      'a bundle',
      `${minSamples} to ${maxSamples} samples, for a stake of ${formatAmount(stake)} and a fee of ${formatAmount(fee)}`,
    ],
    [
      'is paid',
      `${formatAmount(value / 100n)} for each hundredth that it lowers the mean loss, and loses as much for each that it raises it`,
    ],
    ['is kept', `unless it raises the mean loss on the other half by more than ${tolerance / 1e6}`],
    ...(open
      ? [
          [
            'bundles',
            `${formatCount(committed)} committed, ${formatCount(revealed)} revealed, ${formatCount(settled)} scored`,
          ],
        ]
      : []),
    [
      'test set',
      `${formatCount(testSamples)} samples${open ? `; ${formatCount(published)} of ${formatCount(pages)} pages published` : ''}`,
    ],
    ...(first === null || now === null
      ? []
      : [['mean loss', `${formatPercent(first)} at first, ${formatPercent(now)} now`]]),
    ...(market.share > 0n ? [['share', `${formatAmount(market.share)} for each revealed bundle`]] : []),
  ]
}

function bundles(rewards: readonly Reward[], { bold }: Output['colors']): string {
  if (rewards.length === 0) return 'No bundles yet.'
  const header = ['#', 'BY', 'SAMPLES', 'STATE', 'GETS', 'PROFIT'].map(bold)
  const rows = rewards.map(({ bundle, own, contributor, record, status, amount, profit }) => [
    String(bundle),
    own ? 'you' : shortAddress(contributor),
    record.samples.length === 0 ? 'hidden' : String(record.samples.length),
    `${record.number === undefined && status === 'pending' ? 'committed' : status}${outcome(record.score)}`,
    amount === undefined ? '' : formatAmount(amount),
    profit === undefined ? '' : formatChange(profit),
  ])
  return columns([header, ...rows], [0, 2, 4, 5])
}

const outcome = (score: { kept: boolean } | undefined) =>
  score === undefined ? '' : score.kept ? ', kept' : ', refused'
