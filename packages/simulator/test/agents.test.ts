import { describe, expect, test } from 'vitest'
import { strategies } from '../src/agents/index.ts'
import { simulate } from '../src/index.ts'
import { begin, dataOf, day, run, small } from './scenarios.ts'

const often = { exponential: 3_600 }
const honest = { strategy: 'honest', count: 3, wakeInterval: often }

/** What an agent of `strategy` among honest ones did. */
function alongside(strategy: string, options: object = {}, more: object = {}) {
  const scenario = small({
    honest,
    it: { strategy, count: 1, wakeInterval: often, claimInterval: 0, options, ...more },
  })
  const outcome = run(scenario)
  const agent = outcome.agents.at(-1)!
  return { ...outcome, agent, mine: outcome.sent.filter(({ sender }) => sender === agent.main.address) }
}

const wrongShare = ({ book }: ReturnType<typeof alongside>['agent']) =>
  1 - book.honestContributions / book.contributions

describe('labels', () => {
  test.each([
    ['honest', {}, 0, 0],
    ['honest', { mistakes: 0.5 }, 0.35, 0.65],
    ['careless', {}, 0.1, 0.3],
    ['random', {}, 0.35, 0.65],
    ['malicious', {}, 1, 1],
  ])('%s %j', (strategy, options, least, most) => {
    const { agent } = alongside(strategy, options)
    expect(agent.book.contributions).toBeGreaterThan(40)
    expect(wrongShare(agent)).toBeGreaterThanOrEqual(least)
    expect(wrongShare(agent)).toBeLessThanOrEqual(most)
  })

  test('an honest agent contributes as often as the published accuracy says', () => {
    const share = (contributes: number | object) => {
      const { agent } = alongside('honest', { contributes })
      return agent.book.contributions
    }
    expect(share(0)).toBe(0)
    expect(share({ accuracyPlus: -0.5 })).toBeGreaterThan(0)
    expect(share({ accuracyPlus: -0.5 })).toBeLessThan(share(1) / 2)
  })
})

test('the count farmer is verified for what teaches nothing, and takes with it', () => {
  const scenario = small({
    honest,
    bad: { strategy: 'malicious', count: 1, wakeInterval: often },
    farmer: { strategy: 'countFarmer', count: 1, wakeInterval: often },
  })
  const { agents } = run(scenario)
  const farmer = agents.at(-1)!
  expect(farmer.main.verified).toBeGreaterThan(0.8 * (farmer.book.contributions - 40))
  expect(farmer.book.taken).toBeGreaterThan(0n)
  const learnt = ({ world }: ReturnType<typeof run>) => world.contract!.twin.integers(world.modelId)
  const alone = small({ farmer: { strategy: 'countFarmer', count: 1, wakeInterval: often } })
  expect(learnt(run(alone))).toEqual(learnt(begin(alone) as never))
})

test('the swarm gets its own poison back through its other addresses', () => {
  const { agent, sent } = alongside('sybilSwarm', { helpers: 3, poison: 0.5 })
  expect(agent.accounts).toHaveLength(4)
  const helpers = agent.accounts.slice(1).map(({ address }) => address)
  const takes = sent.filter(({ functionName, sender }) => functionName === 'take' && helpers.includes(sender))
  expect(takes.length).toBeGreaterThan(0)
  const malicious = alongside('malicious').agent
  const lostShare = ({ book }: typeof agent) => Number(book.lost) / Number(book.deposited)
  expect(lostShare(agent)).toBeLessThan(lostShare(malicious))
})

test('the sweeper takes in the second of the deadline, and contributes nothing', () => {
  const scenario = small(
    {
      // It leaves its deposits behind.
      absent: { strategy: 'honest', count: 1, until: day, claimInterval: 1e9 },
      sweeper: { strategy: 'deadlineSweeper', count: 1, wakeInterval: often },
    },
    { duration: 12 * day, gasPriceGwei: 0 },
  )
  const { agents, sent, world } = run(scenario)
  const [absent, sweeper] = agents as [(typeof agents)[0], (typeof agents)[0]]
  expect(sweeper.book).toMatchObject({ contributions: 0 })
  expect(sweeper.book.taken).toBe(absent.book.deposited - absent.book.refunded)
  const contributed = sent.filter(({ functionName }) => functionName === 'contribute')
  const taken = sent.filter(({ functionName }) => functionName === 'take')
  expect(taken.map(({ time }) => time)).toEqual(contributed.map(({ time }) => time + 9 * day))
  expect(world.counts.lateTakes).toBe(taken.length)
})

test('the flipper turns the model within a block, claims, and turns it back', () => {
  const scenario = small(
    {
      honest: { ...honest, claimInterval: 2 * day },
      flipper: {
        strategy: 'modelFlipper',
        count: 1,
        wakeInterval: often,
        startBalance: 100,
        options: { verified: 3, profit: -100 },
      },
    },
    { classifier: { type: 'perceptron', step: 0.5 }, gasPriceGwei: 0 },
  )
  const { agents, sent } = run(scenario)
  const flipper = agents.at(-1)!
  expect(flipper.behaviour.notes!().flips).toBeGreaterThan(0)
  const mine = sent.filter(({ sender }) => sender === flipper.main.address)
  const blocks = grouped(mine)
  const attacks = [...blocks.values()].filter(block =>
    block.some(({ functionName }) => functionName === 'take'),
  )
  expect(attacks.length).toBeGreaterThan(0)
  const labels = attacks.map(
    block =>
      new Set(block.filter(({ functionName }) => functionName === 'contribute').map(({ args }) => args[1])),
  )
  expect(labels.some(({ size }) => size === 2)).toBe(true)
  expect(flipper.book.taken).toBeGreaterThan(0n)
})

function grouped<T extends { time: number }>(list: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const item of list) groups.set(item.time, [...(groups.get(item.time) ?? []), item])
  return groups
}

test('the manipulator keeps the price up, so that the thrifty cannot contribute', () => {
  const thrifty = { ...honest, maxDeposit: 0.003 }
  const contributions = (scenario: ReturnType<typeof small>) => run(scenario).agents[0]!.book.contributions
  const manipulator = { strategy: 'priceManipulator', count: 1, wakeInterval: 120 }
  expect(contributions(small({ thrifty, manipulator }))).toBeLessThan(contributions(small({ thrifty })) / 3)
})

test('the copier comes first with the same sample, and the author pays the top price', () => {
  const { agent, sent, agents, world } = alongside('pendingCopier')
  const contributions = sent.filter(({ functionName, accepted }) => functionName === 'contribute' && accepted)
  const copies = contributions.flatMap((copy, i) =>
    copy.sender === agent.main.address ? [[copy, contributions[i + 1]!] as const] : [],
  )
  expect(copies.length).toBeGreaterThan(40)
  for (const [copy, original] of copies) {
    expect(original.time).toBe(copy.time)
    expect(original.args).toEqual(copy.args)
  }
  const deposits = agents[0]!.main.claims.map(({ deposit }) => deposit)
  expect(new Set(deposits)).toEqual(new Set([world.settlement.topPrice()]))
})

test('the adaptive agent finds out that malice does not pay', () => {
  const { agent } = alongside('adaptive', { arms: ['honest', 'malicious'], epoch: day / 2, explore: 0.1 })
  const notes = agent.behaviour.notes!()
  expect(notes['honest: epochs']).toBeGreaterThan(notes['malicious: epochs']!)
  expect(notes['honest: expected ether']).toBeGreaterThan(notes['malicious: expected ether']!)
  expect(() => alongside('adaptive', { arms: ['adaptive'] })).toThrow(/options\.arms: "adaptive" is none of/)
})

test('the keeper teaches until it is verified, then lives on what others leave', () => {
  const scenario = small({
    bad: { strategy: 'malicious', count: 2, wakeInterval: often },
    keeper: { strategy: 'keeper', count: 1, wakeInterval: often, options: { verified: 4 } },
  })
  const keeper = run(scenario).agents.at(-1)!
  expect(keeper.book.honestContributions).toBe(keeper.book.contributions)
  expect(keeper.book.contributions).toBeGreaterThanOrEqual(4)
  expect(keeper.book.contributions).toBeLessThan(20)
  expect(keeper.book.taken).toBeGreaterThan(0n)
})

test('agents teach within their time only, and claim after it', () => {
  const { mine, world, agent } = alongside('honest', {}, { from: 2 * day, until: 4 * day })
  const times = mine
    .filter(({ functionName }) => functionName === 'contribute')
    .map(({ time }) => time - world.startTime)
  expect(Math.min(...times)).toBeGreaterThanOrEqual(2 * day)
  expect(Math.max(...times)).toBeLessThan(4 * day)
  expect(
    mine.some(({ functionName, time }) => functionName === 'refund' && time - world.startTime > 4 * day),
  ).toBe(true)
  expect(agent.main.verified).toBeGreaterThan(0)
})

test('nobody claims what is worth less than its gas', () => {
  const scenario = small({ honest }, { gasPriceGwei: 1_000 })
  expect(run(scenario).world.counts).toMatchObject({ refunds: 0, takes: 0 })
})

test('polling counts a question for each open claim, and changes no outcome', () => {
  const scenario = small({
    honest: { ...honest, claimInterval: 0 },
    bad: { strategy: 'malicious', count: 1 },
  })
  const quiet = simulate({ scenario, data: dataOf(scenario), seed: 1 })
  const loud = simulate({ scenario: { ...scenario, polling: true }, data: dataOf(scenario), seed: 1 })
  expect(loud.series).not.toEqual([])
  expect(loud.events.requests).toBeGreaterThan(10 * quiet.events.requests)
  expect(loud.populations[0]).toMatchObject({ contributions: quiet.populations[0]!.contributions })
})

test('every strategy says what it does, and is tested here', () => {
  for (const [name, strategy] of Object.entries(strategies)) {
    expect(strategy.name).toBe(name)
    expect(strategy.description).toMatch(/\.$/)
  }
})
