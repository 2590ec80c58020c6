import {
  cancelMarketSync,
  claimRewardsSync,
  closeMarketSync,
  commitBundlesSync,
  devAccount,
  getMarket,
  listRewards,
  type ModelReference,
  openMarketSync,
  publishTestSet,
  type Reward,
  revealBundleSync,
  settleBundleSync,
  settleMarket,
  syncModel,
  type TrainerEvent,
} from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/features/market/bundleWords.ts'
import { marketWords, type Role, roleIn } from '../../src/features/market/marketWords.ts'
import { booksOf, marketEnds } from '../../src/features/market/money.ts'
import type { Market } from '../../src/features/market/phases.ts'
import { clientOf } from '../support/chain.ts'
import {
  commitToyBundles,
  deployToy,
  openToyMarket,
  skip,
  startMarket,
  toyBundle,
} from '../support/mechanisms.ts'

/** A market at a moment, as everybody sees it. */
interface Seen {
  market: Market
  events: readonly TrainerEvent[]
  rewardsOf: Record<Role, Reward[]>
}

/** Who has which account. The contributor has a bundle that helps, account 2 one that does harm. */
const accounts: Record<Role, number | undefined> = {
  sponsor: 0,
  contributor: 1,
  stranger: 4,
  nobody: undefined,
}
const roles = Object.keys(accounts) as Role[]

const bounty = parseEther('1')

describe('markets in words', () => {
  let chain: Anvil
  const seen: Record<string, Seen> = {}

  beforeAll(async () => {
    chain = await startAnvil()
    await liveThroughOne()
    await liveThroughOthers()
  }, 60_000)
  afterAll(() => chain?.stop())

  async function see(name: string, model: ModelReference<'market'>) {
    const client = clientOf(chain.rpcUrl, 9)
    const synced = await syncModel(client, { model })
    const market = await getMarket(client, { model, synced })
    const rewardsOf = {} as Seen['rewardsOf']
    for (const role of roles) {
      const account = devAccount(accounts[role] ?? 9).address
      const rewards = await listRewards(client, { model, synced, account, time: market.time })
      rewardsOf[role] = rewards.filter(({ record }) => record.market === market.market)
    }
    seen[name] = { market, events: synced.events, rewardsOf }
  }

  /** One market from its opening to the next one, with a bundle that is not revealed. */
  async function liveThroughOne() {
    const { rpcUrl } = chain
    const fresh = await deployToy(rpcUrl, 'market', 'Fresh')
    await see('none', fresh)
    const { model, testSet } = await openToyMarket(rpcUrl)
    await see('committing, none so far', model)
    const bundles = await commitToyBundles(rpcUrl, model)
    await commitBundlesSync(clientOf(rpcUrl, 3), { model, bundles: [toyBundle(model, 3, 1)] })
    await see('committing', model)
    await skip(rpcUrl, 3_600)
    await see('revealing', model)
    for (const { account, bundle } of bundles) {
      await revealBundleSync(clientOf(rpcUrl, account), { model, contents: bundle })
    }
    await see('revealing, two are', model)
    await skip(rpcUrl, 3_600)
    await see('testing', model)
    await publishTestSet(clientOf(rpcUrl, 0), { model, testSet })
    await see('settling', model)
    await settleBundleSync(clientOf(rpcUrl, 5), { model })
    await see('settling, one is', model)
    await settleMarket(clientOf(rpcUrl, 5), { model })
    await see('settled', model)
    await claimRewardsSync(clientOf(rpcUrl, 5), { model, all: true })
    await see('settled and paid', model)
    await openMarketSync(clientOf(rpcUrl, 0), { model, testSet, bounty })
    await see('the next one', model)
  }

  /** Markets that end otherwise. */
  async function liveThroughOthers() {
    const { rpcUrl } = chain
    const { model: given } = await openToyMarket(rpcUrl, 'Given up')
    await commitToyBundles(rpcUrl, given)
    await cancelMarketSync(clientOf(rpcUrl, 0), { model: given })
    await see('cancelled', given)

    const { model: idle } = await openToyMarket(rpcUrl, 'Idle')
    const { model: hidden } = await openToyMarket(rpcUrl, 'Hidden')
    await commitToyBundles(rpcUrl, hidden)
    await skip(rpcUrl, 7_200)
    await see('overdue, nobody came', idle)
    await see('overdue, nobody revealed', hidden)
    await closeMarketSync(clientOf(rpcUrl, 6), { model: hidden })
    await see('settled, nobody revealed', hidden)

    const { model: late, testSet } = await startMarket(rpcUrl, 'Late')
    await skip(rpcUrl, 86_400)
    await see('overdue', late)
    await closeMarketSync(clientOf(rpcUrl, 6), { model: late })
    await see('defaulted', late)
    await claimRewardsSync(clientOf(rpcUrl, 5), { model: late, all: true })
    await openMarketSync(clientOf(rpcUrl, 0), { model: late, testSet, bounty })
    await commitToyBundles(rpcUrl, late)
    await cancelMarketSync(clientOf(rpcUrl, 0), { model: late })
    await claimRewardsSync(clientOf(rpcUrl, 5), { model: late, all: true })
    await openMarketSync(clientOf(rpcUrl, 0), { model: late, testSet, bounty })
    await see('after a default and a cancelled one', late)
  }

  function wordsFor(name: string, role: Role) {
    const { market, rewardsOf } = seen[name]!
    const own = rewardsOf[role].filter(({ own }) => own)
    const account = accounts[role]
    const found = roleIn(
      market,
      devAccount(0).address,
      own,
      account === undefined ? undefined : devAccount(account).address,
    )
    return marketWords(market, { role: found, own, now: Number(market.time), symbol: 'ETH' })
  }

  const table: [name: string, title: string, yours: Record<Role, RegExp>, otherwise: RegExp][] = [
    [
      'none',
      'The owner opens a market',
      {
        sponsor: /^You are the owner: choose the test samples and the bounty\.$/,
        contributor: /nothing for you to do before/,
        stranger: /nothing for you to do before/,
        nobody: /nothing for you to do before/,
      },
      /^Nothing is at stake yet\.$/,
    ],
    [
      'committing, none so far',
      'Commit a bundle',
      {
        sponsor: /^You are the sponsor\. Keep the test set: you publish it between .+ you can cancel/,
        contributor: /^You have committed none\.$/,
        stranger: /^You have committed none\.$/,
        nobody: /^Choose an account/,
      },
      /^If nobody commits a bundle, the bounty of 1 ETH goes back to the sponsor\.$/,
    ],
    [
      'committing',
      'Commit a bundle',
      {
        sponsor: /^You are the sponsor\. .* \(in (1 hour|59 minutes.*)\) you can cancel/,
        contributor:
          /^You have committed 1 bundle for 0\.11 ETH\. Come back to reveal it between .+ and .+: what is not revealed is lost\.$/,
        stranger: /^You have committed none\.$/,
        nobody: /^Choose an account/,
      },
      /^If nobody reveals a bundle, 0\.33 ETH of stakes and fees are burnt, and the bounty of 1 ETH goes back/,
    ],
    [
      'revealing',
      'Reveal the bundles',
      {
        sponsor: /^You are the sponsor: you publish the test set between/,
        contributor: /^1 bundle of yours is to be revealed, or 0\.11 ETH are lost\.$/,
        stranger: /^This account has no bundle to reveal\.$/,
        nobody: /^Choose the account that has committed/,
      },
      /^If nobody reveals a bundle, 0\.33 ETH of stakes/,
    ],
    [
      'revealing, two are',
      'Reveal the bundles',
      {
        sponsor: /^You are the sponsor/,
        contributor: /^All of your bundles are revealed: there is nothing for you to do now\.$/,
        stranger: /no bundle to reveal/,
        nobody: /^Choose the account/,
      },
      /^If nobody reveals another one, 0\.11 ETH of stakes and fees are burnt, and the 2 bundles that are revealed will be tried/,
    ],
    [
      'testing',
      'The sponsor publishes the test set',
      {
        sponsor:
          /publish it now\. If you do not, you lose the bounty: 0\.05 ETH to the contributors, the rest to nobody\.$/,
        contributor: /^1 bundle of yours waits for it/,
        stranger: /^There is nothing for you to do now\.$/,
        nobody: /^There is nothing for you to do now\.$/,
      },
      /each of the 2 revealed bundles gets its 0\.11 ETH back with 0\.025 ETH of the bounty, and 1\.06 ETH are burnt\.$/,
    ],
    [
      'settling',
      'Settle the market',
      {
        sponsor: /what is left of the bounty comes to you with the last score\.$/,
        contributor: /^Your bundle is not scored yet\.$/,
        stranger: /^You can do the steps, and get the fees\.$/,
        nobody: /^Choose an account/,
      },
      /there is no deadline, and 1 ETH are left in the pot/,
    ],
    [
      'settling, one is',
      'Settle the market',
      {
        sponsor: /^You are the sponsor/,
        contributor:
          /^(Your bundle is scored; you can claim 0\.6 ETH already|Your bundle is not scored yet)\.$/,
        stranger: /^You can do the steps/,
        nobody: /^Choose an account/,
      },
      /there is no deadline, and (0\.5|1) ETH are left/,
    ],
    [
      'settled',
      'The market is settled',
      {
        sponsor: /when all bundles are paid, the owner of the model can open another market\.$/,
        contributor: /^You can claim 0\.6 ETH\.$/,
        stranger: /^You had no bundle in it\.$/,
        nobody: /^Choose the account that has committed a bundle/,
      },
      /^2 bundles wait to be paid\. That has no deadline/,
    ],
    [
      'settled and paid',
      'The market is settled',
      {
        sponsor: /^You are the sponsor: everybody is paid\.$/,
        contributor: /^You were paid 0\.6 ETH\.$/,
        stranger: /^You had no bundle/,
        nobody: /^Choose the account/,
      },
      /^Everything is paid\. The owner of the model can open another market\.$/,
    ],
    [
      'the next one',
      'Commit a bundle',
      {
        sponsor: /^You are the sponsor/,
        contributor: /^You have committed none\.$/,
        stranger: /^You have committed none\.$/,
        nobody: /^Choose an account/,
      },
      /^If nobody commits a bundle/,
    ],
    [
      'cancelled',
      'The sponsor cancelled the market',
      {
        sponsor: /^You are the sponsor: when all bundles are paid/,
        contributor: /^You can claim 0\.11 ETH\.$/,
        stranger: /^You had no bundle/,
        nobody: /^Choose the account/,
      },
      /^2 bundles wait to be paid/,
    ],
    [
      'overdue, nobody came',
      'Close the market',
      {
        sponsor: /^You can close it, as anybody can/,
        contributor: /^You can close it/,
        stranger: /^You can close it/,
        nobody: /^Anybody can close it, with an account/,
      },
      /Then the bounty of 1 ETH goes back to the sponsor\.$/,
    ],
    [
      'overdue, nobody revealed',
      'Close the market',
      {
        sponsor: /^You can close it/,
        contributor: /^You can close it/,
        stranger: /^You can close it/,
        nobody: /^Anybody can close it/,
      },
      /Then the bounty of 1 ETH goes back to the sponsor, and 0\.22 ETH of stakes and fees are burnt\.$/,
    ],
    [
      'settled, nobody revealed',
      'The market is settled',
      {
        sponsor: /everybody is paid/,
        contributor: /^Your bundles came to nothing\.$/,
        stranger: /^You had no bundle/,
        nobody: /^Choose the account/,
      },
      /^Everything is paid/,
    ],
    [
      'overdue',
      'Close the market',
      {
        sponsor: /^You can close it/,
        contributor: /^You can close it/,
        stranger: /^You can close it/,
        nobody: /^Anybody can close it/,
      },
      /Then each of the 2 revealed bundles gets its 0\.11 ETH back with 0\.025 ETH of the bounty, and 0\.95 ETH are burnt\.$/,
    ],
    [
      'defaulted',
      'The sponsor did not publish the test set',
      {
        sponsor: /^You are the sponsor: when all bundles are paid/,
        contributor: /^You can claim 0\.135 ETH\.$/,
        stranger: /^You had no bundle/,
        nobody: /^Choose the account/,
      },
      /^2 bundles wait to be paid/,
    ],
  ]

  it.each(table)('say in “%s” what is true for each', (name, title, yours, otherwise) => {
    for (const role of roles) {
      const words = wordsFor(name, role)
      expect(words.title).toBe(title)
      expect(words.yours, role).toMatch(yours[role])
      expect(words.otherwise).toMatch(otherwise)
      expect(words.text).not.toMatch(/undefined|NaN|\bin 0 seconds/)
    }
  })

  it('say what nobody revealed, and not that it was scored', () => {
    expect(wordsFor('settled, nobody revealed', 'stranger').text).toMatch(
      /^No bundle was revealed: nothing was tried/,
    )
    expect(wordsFor('overdue, nobody came', 'stranger').text).toBe('Nobody has committed a bundle.')
  })

  it.each(['settled', 'settled and paid', 'cancelled', 'settled, nobody revealed', 'defaulted'])(
    'account for all money of one that is “%s”',
    name => {
      const { market, rewardsOf, events } = seen[name]!
      const books = booksOf(market, rewardsOf.nobody, events)!
      const { contributors, sponsor, scorers, burnt } = books
      expect(contributors + sponsor + scorers + burnt).toBe(books.bounty + books.paidIn)
    },
  )

  it('have no books while they go on', () => {
    const { market, rewardsOf, events } = seen['the next one']!
    expect(booksOf(market, rewardsOf.nobody, events)).toBeUndefined()
  })

  it('tell of bundles of earlier markets by how those ended', async () => {
    const { events } = seen['after a default and a cancelled one']!
    const ends = marketEnds(events)
    expect(ends).toEqual(['defaulted', 'cancelled', undefined])
    const claimed = (salt: '0x' | undefined) =>
      ({ own: true, status: 'claimed', record: { salt, samples: [] } }) as unknown as Reward
    expect(wordsOf(ends[0]!, claimed('0x')).label).toBe('Not tried')
    expect(wordsOf(ends[1]!, claimed(undefined)).text).toMatch(/Its stake and fee come back\.$/)
  })
})
