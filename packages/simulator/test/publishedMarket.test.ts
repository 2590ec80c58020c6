import { describe, expect, test } from 'vitest'
import { strategies } from '../src/agents/index.ts'
import { type ScenarioInput, simulate } from '../src/index.ts'
import { publishedMarketOf } from '../src/mechanisms/publishedMarket/sponsorOf.ts'
import { replay } from '../src/node/index.ts'
import { marketsTable } from '../src/report/tables.ts'
import { dataOf, day, run, small } from './scenarios.ts'

const often = { exponential: 3_600 }
const honest = { strategy: 'honest', count: 4, wakeInterval: often }
const malicious = { strategy: 'malicious', count: 2, wakeInterval: often }
const terms = { bounty: 5, stake: 0.05, openTime: 4 * day, testSamples: 150, pieces: 10, drawnPieces: 3 }

function market(
  populations: ScenarioInput['populations'],
  options: object = {},
  more: Partial<ScenarioInput> = {},
) {
  return small(populations, {
    data: { set: 'synthetic', train: 900, test: 100, features: 120, words: 20, initialShare: 0.05 },
    classifier: { type: 'logistic regression' },
    mechanism: {
      type: 'published market',
      options: { ...terms, loss: 'quadratic', fullImprovement: 50_000, ...options },
    },
    ...more,
  })
}

const result = (scenario: ReturnType<typeof market>, seed = 1) =>
  simulate({ scenario, data: dataOf(scenario), seed })

/** Everything that is nobody's: penalties that were not claimed. */
function expectBooksToBalance({ world, agents }: ReturnType<typeof run>) {
  const everybody = world.house === undefined ? agents : [...agents, world.house]
  const received = [...world.accounts.keys()].reduce((sum, each) => sum + world.twin.received(each), 0n)
  expect(received).toBe(-world.twin.balance())
  for (const agent of everybody) {
    const { deposited, refunded, taken } = agent.book
    const gas = agent.accounts.reduce((sum, account) => sum + account.gas, 0n)
    expect(agent.balance).toBe(agent.start - deposited + refunded + taken - gas)
  }
  const { penaltiesLeft = 0n } = publishedMarketOf(world)?.bounty ?? {}
  const locked = everybody.reduce((sum, agent) => sum + agent.locked, 0n)
  expect(locked + penaltiesLeft).toBe(world.twin.balance())
  const sum = (key: 'taken' | 'lost') => everybody.reduce((total, { book }) => total + book[key], 0n)
  expect(sum('taken') + penaltiesLeft).toBe(sum('lost'))
  return everybody
}

describe('nobody makes or loses money but by gas', () => {
  const all = Object.fromEntries(
    Object.keys(strategies).map(strategy => [strategy, { strategy, count: 2, wakeInterval: often }]),
  )
  test.each<[string, object, Partial<ScenarioInput>]>([
    ['settled', {}, {}],
    ['still open', { openTime: 30 * day }, {}],
    ['in the middle of scoring', { openTime: 10 * day - 600 }, {}],
    ['closed by the last contribution', { maxContributions: 40 }, {}],
    ['by errors', { loss: 'errors' }, { classifier: { type: 'perceptron' } }],
  ])('%s, to the wei', (_, options, more) => {
    const outcome = run(market({ honest, malicious, ...all }, options, more))
    const everybody = expectBooksToBalance(outcome)
    expect(outcome.world.counts.contributions).toBeGreaterThan(39)
    // Somebody's copy may be the last contribution that is taken.
    expect(outcome.world.counts.reverted).toBeLessThan(2)
    expect(everybody.every(({ balance }) => balance >= 0n)).toBe(true)
  })

  test.each(['vanish', 'dilute', 'bogus'])('with a sponsor who cheats: %s', how => {
    const cheat = { strategy: 'cheatingSponsor', count: 1, options: { how } }
    expectBooksToBalance(run(market({ honest, malicious, cheat })))
  })
})

test('a market runs its course: the model gets better, and everybody is paid', () => {
  const { market: came, metrics, agents } = result(market({ honest, malicious }))
  expect(came).toMatchObject({ phase: 'Settled', bounty: 5, shownSamples: 45, hiddenSamples: 105 })
  expect(came!.lastLoss).toBeLessThan(came!.firstLoss!)
  expect(came!.tried).toBe(came!.contributions)
  expect(came!.kept).toBeLessThan(came!.tried)
  expect(came!.steps).toBeGreaterThanOrEqual(came!.tried)
  expect(metrics.finalAccuracy).toBeGreaterThan(metrics.initialAccuracy)
  expect(metrics.locked).toBeCloseTo(0, 12)
  expect(came!.sponsorProfit).toBeLessThan(-came!.bountyPaid)
  const profit = agents.reduce((sum, agent) => sum + agent.profit, 0)
  const gas = agents.reduce((sum, agent) => sum + agent.gas, 0)
  expect(profit + gas).toBeCloseTo(came!.bountyPaid, 9)
})

test.each([1, 2, 3, 4, 5])('honest agents earn, bad ones lose: seed %i', seed => {
  const scenario = market({ honest, malicious }, { stake: 0.2, testSamples: 300, fullImprovement: 200_000 })
  const { metrics, populations } = result(scenario, seed)
  expect(metrics.honestProfit).toBeGreaterThan(0)
  expect(metrics.attackerProfit).toBeLessThan(0)
  const [good, bad] = populations
  expect(good!.taken).toBeGreaterThan(good!.lost)
  expect(bad!.lost).toBeGreaterThan(bad!.taken)
})

describe('a sponsor who cheats', () => {
  const cheat = (how: string, more: object = {}) => ({
    strategy: 'cheatingSponsor',
    count: 1,
    options: { how, ...more },
  })

  test('and vanishes loses the bounty; contributors get their stakes back, and shares of it', () => {
    const { market: came, populations, metrics } = result(market({ honest, cheat: cheat('vanish') }))
    const [good, bad] = populations
    expect(came).toMatchObject({ phase: 'Defaulted', tried: 0, firstLoss: null })
    expect(came!.bountyPaid).toBeCloseTo(5, 12)
    expect(good).toMatchObject({ lost: 0, open: 0 })
    expect(good!.refunded).toBeCloseTo(good!.deposited, 12)
    expect(good!.taken).toBeCloseTo(5, 12)
    expect(bad!.profit).toBeCloseTo(-5 - bad!.gas, 9)
    expect(metrics.attackCost).toBeCloseTo(5 + bad!.gas, 9)
  })

  test('and dilutes has most of the bounty back for gas', () => {
    const scenario = market({ honest, cheat: cheat('dilute', { perWakeUp: 60 }) }, { stake: 0.001 })
    const [good, bad] = result(scenario).populations
    expect(bad!.profit).toBeGreaterThan(-2.5)
    expect(bad!.profit).toBeLessThan(0)
    expect(bad!.gas).toBeGreaterThan(0)
    expect(good!.taken).toBeCloseTo(-bad!.profit - bad!.gas, 9)
  })

  test('and measures with wrong labels takes stakes of honest ones, and its bounty back', () => {
    const [fair] = result(market({ honest })).populations
    const scenario = market({ honest, cheat: cheat('bogus', { spoilt: 1 }) })
    const { populations, agents } = result(scenario)
    const [good, bad] = populations
    expect(good!.profit).toBeLessThan(fair!.profit)
    expect(good!.lost).toBeGreaterThan(good!.taken)
    expect(bad!.taken).toBeGreaterThan(0)
    expect(agents.at(-1)!.notes).toEqual({ spoiltPieces: 10, spoiltShown: 3 })
  })
})

describe('who settles', () => {
  const gasOf = (name: string, { agents }: ReturnType<typeof result>) =>
    agents.find(each => each.name === name)!.gas

  test('the sponsor among the agents, whose bounty is its own', () => {
    const outcome = result(market({ honest, sponsor: { strategy: 'sponsor', count: 1 } }))
    const { market: came, populations } = outcome
    const sponsor = populations.find(({ name }) => name === 'sponsor')!
    expect(came!.phase).toBe('Settled')
    expect(gasOf('sponsor', outcome)).toBeGreaterThan(came!.stepsGas)
    expect(sponsor.deposited).toBe(5)
    expect(sponsor.lost).toBeCloseTo(came!.bountyPaid, 12)
    expect(sponsor.refunded).toBeCloseTo(5 - came!.bountyPaid, 12)
    expect(sponsor.profit).toBeCloseTo(came!.sponsorProfit, 9)
  })

  test('a keeper who is about as well', () => {
    const keeper = { strategy: 'keeper', count: 1, wakeInterval: 13 }
    const outcome = result(market({ honest, keeper }))
    expect(outcome.market!.phase).toBe('Settled')
    expect(gasOf('keeper', outcome)).toBeGreaterThan(0.3 * outcome.market!.stepsGas)
  })
})

test('one seed has one outcome, and the draw is one of them', () => {
  const scenario = market({ honest, malicious })
  const lasting = (seed: number) => {
    const { metrics, ...rest } = result(scenario, seed)
    return { ...rest, metrics: { ...metrics, wallSeconds: 0 } }
  }
  expect(lasting(1)).toEqual(lasting(1))
  expect(lasting(2)).not.toEqual(lasting(1))
})

test('the test set is nothing that agents contribute, or that accuracy is measured on', () => {
  for (const testFrom of ['train', 'test']) {
    const testSamples = testFrom === 'train' ? 150 : 60
    const { world } = run(market({ honest }, { testFrom, testSamples }))
    const places = (list: readonly { sample: ArrayBufferView }[]) =>
      list.map(({ sample }) => `${sample.buffer === world.data.train.values.buffer} ${sample.byteOffset}`)
    const hidden = new Set(places(world.hidden))
    expect(hidden.size).toBe(testSamples)
    const stream = Array.from({ length: world.stream.knownCount }, (_, i) => world.stream.known(i))
    for (const { example } of publishedMarketOf(world)!.claims) stream.push(example)
    expect(stream.length).toBeGreaterThan(100)
    expect(places(stream).filter(place => hidden.has(place))).toEqual([])
    expect(world.data.test.labels.length).toBe(testFrom === 'train' ? 100 : 40)
  }
})

test.each([
  [{ testSamples: 900 }, /testSamples: is 900, but there are 900 training samples/],
  [{ pieces: 20, testSamples: 10 }, /pieces: is 20, for 10 test samples/],
  [{ bounty: 11 }, /populations\.sponsor\.startBalance: does not pay the bounty/],
])('%j is refused', (options, message) => {
  const sponsor = { strategy: 'sponsor', count: 1 }
  expect(() => result(market({ sponsor }, options))).toThrow(message)
})

test('a piece that does not fit is refused', () => {
  const data = {
    set: 'synthetic',
    train: 2_000,
    test: 9,
    features: 120,
    words: 20,
    initialShare: 0.1,
  } as const
  const scenario = market({ honest }, { testSamples: 1_900, pieces: 2, drawnPieces: 1 }, { data })
  expect(() => result(scenario)).toThrow(/pieces: piece 0 has \d+ bytes, and 24575 fit; take more pieces/)
})

test('the owner of a market is a sponsor', () => {
  expect(() => result(market({ honest: { ...honest, owner: true } }))).toThrow(/the owner is the sponsor/)
})

test('a report has a table of the markets', () => {
  const run = result(market({ honest, malicious }))
  const { head, rows } = marketsTable([{ name: '', values: {}, runs: [run] }])
  expect(head.slice(0, 3)).toEqual(['seed', 'phase at the end', 'bounty'])
  expect(rows).toEqual([expect.arrayContaining(['1', 'Settled', '5'])])
  const { market: _, ...other } = run
  expect(marketsTable([{ name: '', values: {}, runs: [other] }]).rows).toEqual([])
})

test('one account that is first takes all places', () => {
  const populations = {
    honest,
    filler: { strategy: 'filler', count: 1, wakeInterval: 60, options: { perWakeUp: 50 } },
  }
  const { populations: after } = result(market(populations, { maxContributions: 100 }))
  expect(after[1]!.contributions).toBeGreaterThan(90)
  expect(after[0]!.contributions + after[1]!.contributions).toBe(100)
})

test('it cannot be sent to a chain, where no contract has it', async () => {
  const scenario = { ...market({ honest }), data: { set: 'reviews' } } as ScenarioInput
  await expect(replay({ rpcUrl: 'http://127.0.0.1:1', scenario })).rejects.toThrow(/only simulated/)
})
