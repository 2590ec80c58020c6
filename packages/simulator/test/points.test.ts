import { describe, expect, test } from 'vitest'
import { strategies } from '../src/agents/index.ts'
import type { Agent } from '../src/engine/Agent.ts'
import { type ScenarioInput, simulate } from '../src/index.ts'
import { dataOf, day, run, small } from './scenarios.ts'

const often = { exponential: 3_600 }
const honest = { strategy: 'honest', count: 3, wakeInterval: often }

function forPoints(
  populations: ScenarioInput['populations'],
  options: object = {},
  more: Partial<ScenarioInput> = {},
) {
  return small(populations, {
    mechanism: { type: 'points', options },
    classifier: { type: 'perceptron' },
    data: {
      set: 'synthetic',
      train: 600,
      test: 100,
      features: 120,
      words: 20,
      initialShare: 0.5,
      repeat: true,
    },
    ...more,
  })
}

/** An agent of `strategy` among honest ones. */
function alongside(strategy: string, options: object = {}, mechanism: object = {}) {
  const outcome = run(
    forPoints(
      { honest, it: { strategy, count: 1, wakeInterval: often, claimInterval: 0, options } },
      mechanism,
    ),
  )
  const agent = outcome.agents.at(-1)!
  const addresses = agent.accounts.map(({ address }) => address)
  return { ...outcome, agent, mine: outcome.sent.filter(({ sender }) => addresses.includes(sender)) }
}

const pointsOf = ({ accounts }: Agent) => accounts.reduce((sum, { points }) => sum + points, 0)
const verifiedOf = ({ accounts }: Agent) => accounts.reduce((sum, { verified }) => sum + verified, 0)

test('honest agents earn points and reputation; what is known of them is what the contract has', () => {
  const { world, agents } = run(forPoints({ honest, bad: { strategy: 'malicious', count: 1 } }))
  for (const { book, main } of agents.slice(0, 3)) {
    expect(main.points).toBe(10 * main.verified + 5 * main.reports)
    expect(main.verified).toBeGreaterThan(10)
    expect(main.verified).toBeLessThan(book.contributions)
    expect(main.reports).toBeGreaterThan(0)
  }
  for (const { address, points, verified, reports } of world.accounts.values()) {
    const reputation = world.twinUnder('points').reputation(world.modelId, address)
    expect(reputation).toMatchObject({ points, verified, reports })
  }
})

test.each(Object.keys(strategies))('%s sends nothing that the contract refuses', strategy => {
  const { world, agent } = alongside(strategy)
  expect(world.counts.reverted).toBe(0)
  expect(world.counts.verified).toBe([...world.accounts.values()].reduce((sum, a) => sum + a.verified, 0))
  expect(world.counts.confirmed).toBe([...world.accounts.values()].reduce((sum, a) => sum + a.reports, 0))
  expect(agent.book).toMatchObject({ deposited: 0n, refunded: 0n, taken: 0n, lost: 0n })
})

test('repeating what the model knows earns nothing', () => {
  const { agent } = alongside('countFarmer', { perWakeUp: 3 })
  expect(agent.book.contributions).toBeGreaterThan(300)
  expect([pointsOf(agent), verifiedOf(agent)]).toEqual([0, 0])
  expect(agent.balance).toBeLessThan(agent.start)
})

describe('the daily cap', () => {
  const dailyCap = 30

  test('binds each account each day, and puts off what is more', () => {
    const { sent, agents } = run(forPoints({ honest }, { dailyCap }))
    const days = new Map<string, number>()
    for (const { functionName, sender, time } of sent) {
      if (functionName !== 'verify') continue
      const key = `${sender} ${Math.floor(time / day)}`
      days.set(key, (days.get(key) ?? 0) + 10)
    }
    expect(Math.max(...days.values())).toBe(dailyCap)
    expect([...days.values()].reduce((a, b) => a + b)).toBe(agents.reduce((sum, a) => sum + pointsOf(a), 0))
    const [first] = agents as [Agent, ...Agent[]]
    expect(first.main.open().length).toBeGreaterThan(5)
  })

  test.each([
    ['sybilSwarm', 5],
    ['modelFlipper', 1],
    ['malicious', 1],
  ])('bounds what %s farms', (strategy, accounts) => {
    const { agent } = alongside(strategy, {}, { dailyCap })
    const days = 11
    expect(pointsOf(agent)).toBeGreaterThan(dailyCap)
    expect(pointsOf(agent)).toBeLessThanOrEqual(dailyCap * accounts * days)
  })
})

test('the swarm teaches what it poisoned, and reports the poison', () => {
  const { agent, mine } = alongside('sybilSwarm', { helpers: 2 })
  const [main, ...helpers] = agent.accounts.map(({ address }) => address)
  const reports = mine.filter(({ functionName }) => functionName === 'reportContribution')
  expect(reports.length).toBeGreaterThan(3)
  for (const { sender, args } of reports) {
    expect(helpers).toContain(sender)
    expect((args[2] as { contributor: string }).contributor).toBe(main)
  }
  expect(agent.accounts.slice(1).some(account => account.reports > 0)).toBe(true)
})

test('the flipper farms the oscillation, and reports what is right', () => {
  const { agent, agents, mine } = alongside('modelFlipper')
  expect(agent.behaviour.notes!().flips).toBeGreaterThan(3)
  expect(agent.main.reports).toBeGreaterThan(3)
  expect(pointsOf(agent)).toBeGreaterThan(2 * Math.max(...agents.slice(0, 3).map(pointsOf)))
  const verified = mine.filter(({ functionName }) => functionName === 'verify')
  expect(new Set(verified.map(({ args }) => (args[2] as { label: number }).label)).size).toBe(2)
})

test('the copier copies what is new only, and has the points of those whom it copies', () => {
  const { agent, agents } = alongside('pendingCopier')
  expect(agent.book.contributions).toBe(agent.behaviour.notes!().copied)
  expect(agent.book.contributions).toBeLessThan(agents[0]!.book.contributions)
  expect(verifiedOf(agent)).toBeGreaterThan(0.8 * (agent.book.contributions - 40))
})

test.each(['deadlineSweeper', 'priceManipulator'])('%s finds nothing to do', strategy => {
  expect(alongside(strategy).mine).toEqual([])
})

test('the keeper and whoever teaches for points alone put aside what is known', () => {
  const keeper = alongside('keeper').agent
  expect(keeper.main.verified).toBeGreaterThanOrEqual(5)
  const goodwill = alongside('honest').agent
  const thrifty = alongside('honest', { onlyNew: true }).agent
  expect(thrifty.book.contributions).toBeLessThan(goodwill.book.contributions / 2)
  expect(verifiedOf(thrifty)).toBeGreaterThan(verifiedOf(goodwill) / 2)
})

test('the adaptive agent values points', () => {
  const options = { arms: ['honest', 'countFarmer'], epoch: 3 * day }
  const it = { strategy: 'adaptive', count: 1, wakeInterval: often, options }
  const { agents } = run(forPoints({ it }, {}, { duration: 30 * day }))
  const notes = agents[0]!.behaviour.notes!()
  expect(notes['honest: expected ether']).toBeGreaterThan(notes['countFarmer: expected ether']!)
})

describe('nobody claims points that are worth less than their gas', () => {
  test.each([
    ['points are worth nothing', { pointValue: 0 }, {}],
    ['gas is dear', {}, { gasPriceGwei: 1_000 }],
  ])('%s', (_, options, more) => {
    const { world } = run(forPoints({ honest }, options, more))
    expect(world.counts).toMatchObject({ verified: 0, reported: 0, confirmed: 0 })
  })

  test('a population can value them in its own way', () => {
    const other = { ...honest, pointValue: 0 }
    const { agents } = run(forPoints({ honest, other }, { pointValue: 0.0001 }))
    expect(agents.slice(0, 3).every(agent => pointsOf(agent) > 0)).toBe(true)
    expect(agents.slice(3).map(pointsOf)).toEqual([0, 0, 0])
  })
})

test('the results have the points of accounts, agents and populations', () => {
  const scenario = forPoints({ honest, swarm: { strategy: 'sybilSwarm', count: 2 } })
  const { agents, populations, metrics, events } = simulate({ scenario, data: dataOf(scenario), seed: 1 })
  for (const { points, reports, accounts } of agents) {
    expect(points).toBe(accounts.reduce((sum, account) => sum + account.points, 0))
    expect(reports).toBe(accounts.reduce((sum, account) => sum + account.reports, 0))
  }
  const [first, second] = populations.map(({ points }) => points)
  expect(metrics).toMatchObject({ honestPoints: first, attackerPoints: second, honestDepositsLost: 0 })
  expect(first! + second!).toBe(10 * events.verified + 5 * events.confirmed)
  expect(metrics.honestVerified + metrics.attackerVerified).toBe(events.verified)
})
