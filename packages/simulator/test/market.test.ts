import { describe, expect, test } from 'vitest'
import { strategies } from '../src/agents/index.ts'
import { type ScenarioInput, simulate } from '../src/index.ts'
import { marketOf } from '../src/mechanisms/market/marketOf.ts'
import { dataOf, day, run, small } from './scenarios.ts'

const bundles = { samples: 10 }
const honest = { strategy: 'honest', count: 4, bundles }
const malicious = { strategy: 'malicious', count: 2, bundles }
const terms = {
  bounty: 5,
  commitTime: 2 * day,
  revealTime: day,
  testTime: day,
  testSamples: 120,
  minSamples: 2,
  maxSamples: 40,
}

function market(
  populations: ScenarioInput['populations'],
  options: object = {},
  more: Partial<ScenarioInput> = {},
) {
  return small(populations, {
    data: { set: 'synthetic', train: 1_200, test: 100, features: 120, words: 20, initialShare: 0.05 },
    classifier: { type: 'logistic regression' },
    mechanism: { type: 'market', options: { ...terms, ...options } },
    duration: 20 * day,
    ...more,
  })
}

const result = (scenario: ReturnType<typeof market>, seed = 1) =>
  simulate({ scenario, data: dataOf(scenario), seed })

/** Where stakes go that nobody is to have. */
const burnt = '0x000000000000000000000000000000000000dEaD'

/** Everything that was paid in is somebody's, or burnt. */
function expectBooksToBalance({ world, agents }: ReturnType<typeof run>) {
  const everybody = world.house === undefined ? agents : [...agents, world.house]
  const received = [...world.accounts.keys()].reduce((sum, each) => sum + world.twin.received(each), 0n)
  const gone = world.twin.received(burnt)
  expect(received + gone).toBe(-world.twin.balance())
  for (const agent of everybody) {
    const { deposited, refunded, taken } = agent.book
    const gas = agent.accounts.reduce((sum, account) => sum + account.gas, 0n)
    expect(agent.own).toBe(agent.start - deposited + refunded + taken - gas)
  }
  const locked = everybody.reduce((sum, agent) => sum + agent.locked, 0n)
  expect(locked).toBe(world.twin.balance())
  const sum = (key: 'taken' | 'lost') => everybody.reduce((total, { book }) => total + book[key], 0n)
  expect(sum('taken') + gone).toBe(sum('lost'))
  return gone
}

describe('nobody makes or loses money but by gas, and what is burnt', () => {
  const all = Object.fromEntries(
    Object.keys(strategies).map(strategy => [
      strategy,
      strategy === 'hardSample'
        ? { strategy, count: 1, bundles, options: { samples: 50 } }
        : { strategy, count: 1, bundles },
    ]),
  )
  test.each<[string, object, Partial<ScenarioInput>]>([
    ['settled', {}, {}],
    ['two markets', { rounds: 2, testSamples: 60 }, {}],
    ['while bundles are committed', {}, { duration: day }],
    ['while they are revealed', {}, { duration: 2.5 * day }],
    ['by errors', { loss: 'errors' }, { classifier: { type: 'perceptron' } }],
    ['by errors, counts', { loss: 'errors' }, { classifier: { type: 'naive bayes' } }],
    ['a pot that is too small', { bounty: 0.01 }, {}],
  ])('%s, to the wei', (_, options, more) => {
    const outcome = run(market({ honest, malicious, ...all }, options, more))
    expectBooksToBalance(outcome)
    expect(outcome.world.counts.contributions).toBeGreaterThan(100)
    expect(marketOf(outcome.world)!.openCount === 0).toBe(more.duration === undefined)
  })

  test.each(['vanish', 'dilute', 'bogus', 'insider', 'partake', 'lots'])(
    'with a sponsor who cheats: %s',
    how => {
      const cheat = {
        strategy: 'cheatingSponsor',
        count: 1,
        options: { how },
        bundles: { samples: 10, count: 3, accounts: 3 },
      }
      const gone = expectBooksToBalance(run(market({ honest, malicious, cheat })))
      if (how === 'vanish' || how === 'dilute') expect(gone).toBeGreaterThan(4n * 10n ** 18n)
    },
  )
})

test('a market runs its course: the model gets better, and everybody is paid', () => {
  const { market: came, metrics, agents, events } = result(market({ honest, malicious }))
  expect(came).toMatchObject({ phase: 'Settled', bounty: 5, hiddenSamples: 120, tried: 6, contributions: 60 })
  expect(came!.lastLoss).toBeLessThan(came!.firstLoss!)
  expect(came!.kept).toBeLessThanOrEqual(came!.tried)
  expect(metrics.locked).toBe(0)
  expect(events.reverted).toBe(0)
  const profit = agents.reduce((sum, agent) => sum + agent.profit + agent.gas, 0)
  const fees = 6 * 0.001
  expect(profit + fees).toBeCloseTo(came!.bountyPaid, 9)
})

test('honest agents earn on the mean, and those who lie do not', () => {
  const runs = [1, 2, 3, 4, 5, 6, 7, 8].map(seed => result(market({ honest, malicious }), seed))
  const sum = (key: 'honestProfit' | 'attackerProfit') =>
    runs.reduce((total, { metrics }) => total + metrics[key], 0)
  expect(sum('honestProfit')).toBeGreaterThan(0)
  expect(sum('attackerProfit')).toBeLessThan(0)
})

describe('plans', () => {
  test('one purse commits its samples by several accounts', () => {
    const split = { strategy: 'honest', count: 1, bundles: { samples: 5, count: 4, accounts: 4 } }
    const { world, agents } = run(market({ honest, split }))
    const own = marketOf(world)!.sealed.filter(({ account }) => account.agent === agents[4])
    expect(own.map(({ lessons }) => lessons.length)).toEqual([5, 5, 5, 5])
    expect(new Set(own.map(({ account }) => account)).size).toBe(4)
  })

  test('who is early commits first, who is late reveals last', () => {
    const filler = {
      strategy: 'filler',
      count: 1,
      bundles: { samples: 5, count: 20, when: 'early', reveal: 'late' },
    } as const
    const { world, agents, sent } = run(market({ honest, filler }))
    const at = (name: string) =>
      sent.filter(({ functionName }) => functionName === name).map(({ sender }) => sender)
    const { address } = agents[4]!.main
    expect(at('commit').slice(0, 20)).toEqual(Array(20).fill(address))
    expect(at('reveal').slice(-20)).toEqual(Array(20).fill(address))
    expect(marketOf(world)!.ofRound()).toHaveLength(24)
  })

  test('a bundle that is too small for the market is not committed', () => {
    const { events } = result(market({ honest: { ...honest, bundles: { samples: 1 } } }))
    expect(events.contributions).toBe(0)
  })
})

test('a commitment that was copied cannot be revealed, and its stake is burnt', () => {
  const copier = { strategy: 'marketCopier', count: 1, options: { commitments: 2 } }
  const outcome = run(market({ honest, copier }))
  expect(expectBooksToBalance(outcome)).toBe(2n * 101n * 10n ** 15n)
  expect(outcome.agents[4]!.book.refunded).toBe(0n)
})

test('what was revealed in one market can be committed again in the next', () => {
  const copier = { strategy: 'marketCopier', count: 1, bundles }
  const { world, agents } = run(market({ honest, copier }, { rounds: 2 }))
  const it = marketOf(world)!
  const [shown, copied] = [it.ofRound(1), it.ofRound(2)].map(list =>
    list.flatMap(({ lessons, account }) => lessons.map(lesson => ({ ...lesson, account }))),
  )
  const own = copied!.filter(({ account }) => account.agent === agents[4])
  expect(own).toHaveLength(10)
  for (const { example } of own) expect(shown!.map(each => each.example)).toContain(example)
  expect(it.ofRound(1).filter(({ account }) => account.agent === agents[4])).toEqual([])
})

test('the test set is nothing that agents contribute, but for whom the sponsor tells it', () => {
  const insider = { strategy: 'insider', count: 1, bundles }
  const { world, agents } = run(market({ honest, insider }))
  const hidden = new Set(world.hidden.map(({ sample }) => sample.join()))
  for (const { account, lessons } of marketOf(world)!.sealed) {
    const known = lessons.filter(({ example }) => hidden.has(example.sample.join()))
    expect(known.length).toBe(account.agent === agents[4] ? 10 : 0)
  }
})

describe('a sponsor who cheats', () => {
  const cheat = (how: string) => ({
    strategy: 'cheatingSponsor',
    count: 1,
    options: { how },
    bundles: { samples: 10, count: 3, accounts: 3 },
  })

  test('and does not publish loses its bounty, of which contributors share a twentieth', () => {
    const { market: came, populations } = result(market({ honest, cheat: cheat('vanish') }))
    const [good, bad] = populations
    expect(came!.phase).toBe('Defaulted')
    expect(came!.bountyPaid).toBeCloseTo(0.25, 12)
    expect(good!.taken).toBeCloseTo(0.25, 12)
    expect(bad!.profit).toBeCloseTo(-5 - bad!.gas, 9)
  })
})

test('one seed has one outcome', () => {
  const lasting = (seed: number) => {
    const { metrics, ...rest } = result(market({ honest, malicious }), seed)
    return { ...rest, metrics: { ...metrics, wallSeconds: 0 } }
  }
  expect(lasting(1)).toEqual(lasting(1))
  expect(lasting(2)).not.toEqual(lasting(1))
})

test.each([
  [{ testSamples: 121 }, /testSamples.*must be even/],
  [{ minSamples: 41 }, /minSamples.*at most maxSamples/],
])('%j is refused', (options, message) => {
  expect(() => market({ honest }, options)).toThrow(message)
})

test('a bounty that the sponsor does not have is refused', () => {
  expect(() => result(market({ sponsor: { strategy: 'sponsor', count: 1 } }, { bounty: 11 }))).toThrow(
    /populations\.sponsor\.startBalance: does not pay the bounty/,
  )
})
