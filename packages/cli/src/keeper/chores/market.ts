import {
  type BundleRecord,
  commitmentOf,
  type GetMarketReturnType,
  type MarketPhase,
  type Reward,
  type SettlementPlan,
  testSetHashes,
} from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import type { BundleFile } from '../../market/bundleFiles.ts'
import { isOfLast } from '../../market/testSets.ts'
import { chunks, type Item, type Job, type Look, sum } from '../types.ts'

type Market = GetMarketReturnType
type Find = (look: Look<'market'>, market: Market) => Promise<Job[]> | Job[]

/** Claims that go into one transaction. */
const most = 40

/** What can be done in each phase. Never what gives a market up. */
const found: Record<MarketPhase, Find> = {
  none: () => [],
  committing: () => [],
  revealing: revelations,
  testing: publication,
  overdue: closing,
  settling: step,
  settled: payments,
  defaulted: payments,
  cancelled: payments,
}

/** What can be done for a market in the phase that it is in. */
export async function marketJobs(look: Look<'market'>): Promise<Job[]> {
  const { client, model, synced, now } = look
  const market = await client.getMarket({ model, synced, time: now })
  return found[market.phaseName](look, market)
}

/** Own bundles whose files are here: what is not revealed loses stake and fee. */
async function revelations(look: Look<'market'>, market: Market): Promise<Job[]> {
  const { client, model, synced, account, settings } = look
  const records = await client.listBundles({ model, market: market.market, synced })
  const files = await settings.bundles()
  const own = files.filter(
    ({ contents }) => contents.modelId === model.modelId && isAddressEqual(contents.contributor, account),
  )
  const due = own.flatMap(file => {
    const commitment = commitmentOf(file.contents)
    const record = records.find(
      each =>
        each.status === 'committed' &&
        each.commitment === commitment &&
        isAddressEqual(each.contributor, account),
    )
    return record ? [{ file, record }] : []
  })
  return due.map(each => revelation(look, market, each))
}

function revelation(
  { client, model }: Look<'market'>,
  { commitUntil, revealUntil, options }: Market,
  { file, record }: { file: BundleFile; record: BundleRecord },
): Job {
  return {
    model,
    chore: 'reveal',
    items: [{ income: options.stake, what: `bundle ${record.bundle} of ${file.path}` }],
    opensAt: commitUntil,
    deadline: revealUntil,
    isPublic: false,
    async send(_, how) {
      await client.revealBundleSync({ ...how, model, contents: file.contents, bundle: record.bundle })
      return 0n
    },
  }
}

/** The test set that the user has at hand, if it is this market's: without it the bounty is lost. */
function publication({ client, model, synced, settings }: Look<'market'>, market: Market): Job[] {
  const { testSet } = settings
  if (testSet === undefined || testSet.classifier !== model.classifier) return []
  if (!isOfLast(synced, testSetHashes(testSet, model.modelId))) return []
  const pages = Number(market.pages - market.published)
  return [
    {
      model,
      chore: 'publish',
      items: [{ income: market.pot, what: `${pages} of the test set's pages` }],
      opensAt: market.revealUntil,
      deadline: market.testUntil,
      isPublic: false,
      async send(_, how) {
        await client.publishTestSet({ ...how, model, testSet })
        return 0n
      },
    },
  ]
}

type Step = Item & { plan: SettlementPlan }

/** The next step of scoring, for a part of a bundle's fee; others may be faster. */
async function step(look: Look<'market'>, { options }: Market): Promise<Job[]> {
  const { client, model, synced, account, now, settings } = look
  const plan = await client.planSettlement({ model, account, synced, gasBudget: settings.gas })
  if (!plan) return []
  const feeOf = (before: number, after: number) => partOfFee(options, after) - partOfFee(options, before)
  const job: Job<Step> = {
    model,
    chore: 'score',
    items: [
      {
        plan,
        income: feeOf(plan.tested, plan.tested + plan.tests),
        what: `bundle ${plan.bundle}, ${plan.tests} of ${plan.testSamples} test samples`,
      },
    ],
    opensAt: now,
    deadline: undefined,
    isPublic: true,
    async send(_, how) {
      const { tried, scored } = await client.settleBundleSync({ ...how, model, plan })
      // what is refused early has the rest of its fee paid, too
      return feeOf(plan.tested, scored || !tried ? plan.testSamples : Number(tried.tested))
    },
  }
  return [job]
}

/** What of a bundle's fee is paid once it is tried on so many test samples. */
function partOfFee({ fee, testSamples }: Market['options'], tested: number): bigint {
  return (fee * BigInt(tested)) / BigInt(testSamples)
}

/** The end of a market that nothing can come of: the bounty goes back, or bundles get theirs. */
async function closing({ client, model, synced, account }: Look<'market'>, market: Market): Promise<Job[]> {
  const bundles = await client.listBundles({ model, market: market.market, synced })
  const own = bundles.filter(each => each.status === 'revealed' && isAddressEqual(each.contributor, account))
  const isSponsor = isAddressEqual(market.sponsor, account)
  const back = market.revealed === 0n ? (isSponsor ? market.pot : 0n) : sum(own.map(({ price }) => price))
  return [
    {
      model,
      chore: 'close',
      items: [{ income: back, what: `market ${market.market}, which is overdue` }],
      opensAt: 0n,
      deadline: undefined,
      isPublic: true,
      async send(_, how) {
        const { rest } = await client.closeMarketSync({ ...how, model })
        return isSponsor ? rest : 0n
      },
    },
  ]
}

type Paid = Item & { reward: Reward }

/** What bundles came to: one's own, and everybody's, without which the owner opens no other market. */
async function payments({ client, model, synced, account, now }: Look<'market'>): Promise<Job[]> {
  const rewards = await client.listRewards({ model, account, synced, time: now })
  const due = rewards.filter(({ status }) => status === 'claimable')
  return [due.filter(({ own }) => own), due.filter(({ own }) => !own)].flatMap(some =>
    chunks(some, most).map(
      (part): Job<Paid> => ({
        model,
        chore: 'claim',
        items: part.map(reward => ({
          reward,
          income: reward.own ? (reward.amount ?? 0n) : 0n,
          what: `bundle ${reward.bundle}`,
        })),
        opensAt: now,
        deadline: undefined,
        isPublic: part.every(({ own }) => !own),
        async send(items, how) {
          const { claimed } = await client.claimRewardsSync({
            ...how,
            model,
            rewards: items.map(({ reward }) => reward),
          })
          return sum(
            claimed.flatMap(({ contributor, amount }) =>
              isAddressEqual(contributor, account) ? [amount] : [],
            ),
          )
        },
      }),
    ),
  )
}
