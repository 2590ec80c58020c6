import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { awakeFrom } from '../src/engine/hours.ts'
import { parseScenario, type ScenarioInput } from '../src/index.ts'
import { day, run, small } from './scenarios.ts'

const often = { exponential: 6 * 3_600 }
const honest = { strategy: 'honest', count: 3, wakeInterval: often, until: 10 * day }

/** Honest agents under bonds, who give up after three rounds, and one population more; all is settled at the end. */
function beside(
  it: ScenarioInput['populations'][string],
  more: Partial<ScenarioInput> = {},
  honestOptions: object = {},
) {
  const populations = {
    honest: { ...honest, options: { rounds: 3, mistakes: 0, ...honestOptions } },
    it: { count: 1, wakeInterval: often, until: 10 * day, ...it },
  }
  const outcome = run(small(populations, { mechanism: { type: 'bonded' }, duration: 20 * day, ...more }))
  const its = outcome.agents.filter(({ settings }) => settings.population === 'it')
  const profit = its.reduce((sum, agent) => sum + agent.wealth - agent.start, 0n)
  return { ...outcome, its, it: its[0]!, profit }
}

describe('who goes on for one round more', () => {
  const outlast = (rounds: number, honestRounds = 3) =>
    beside({ strategy: 'malicious', options: { rounds } }, {}, { rounds: honestRounds })

  test('has the last word, and the stakes, only over people who give up before the last challenge', () => {
    expect(outlast(3, 2).profit).toBeGreaterThan(0n)
    expect(outlast(3, 3).profit).toBeLessThan(0n)
    expect(outlast(3, 3).world.counts.dropped).toBeGreaterThan(20)
  })

  test('loses stakes where honest people go on for longer', () => {
    expect(outlast(1).profit).toBeLessThan(0n)
    expect(outlast(2).profit).toBeLessThan(0n)
  })
})

describe('a pooled purse', () => {
  const gang = (pooled: boolean) =>
    beside({ strategy: 'malicious', count: 4, startBalance: 0.02, pooled, options: { rounds: 8 } })

  test('pays a bond that none of its owners could pay alone', () => {
    const { its } = gang(true)
    const [one] = its
    for (const agent of its) {
      expect(agent.balance).toBe(one!.balance)
      expect(agent.owns(one!.main)).toBe(true)
    }
    expect(one!.balance).toBe(its.reduce((sum, { own }) => sum + own, 0n))
    expect(one!.balance).toBeGreaterThanOrEqual(0n)
    const deepest = ({ sent }: ReturnType<typeof gang>) =>
      Math.max(...sent.filter(each => each.functionName === 'challenge').map(({ value }) => Number(value)))
    expect(deepest(gang(true))).toBeGreaterThan(deepest(gang(false)))
  })
})

describe('right labels of chosen samples', () => {
  test.each([
    ['oneClass', { only: 1, perWakeUp: 3 }],
    ['hardSample', { perWakeUp: 3, nearDuplicates: true }],
  ])('%s: nobody can contradict them', (strategy, options) => {
    const { it, world } = beside({ strategy, options }, { classifier: { type: 'naive bayes' } })
    expect(it.book.contributions).toBeGreaterThan(20)
    expect(it.book.honestContributions).toBe(it.book.contributions)
    expect(world.counts.challenges).toBe(0)
  })

  test('one class only, and one sample only', () => {
    const argsOf = (strategy: string, options: object) => {
      const { it, sent } = beside({ strategy, options })
      return sent
        .filter(({ sender, functionName }) => sender === it.main.address && functionName === 'contribute')
        .map(({ args }) => args)
    }
    expect(new Set(argsOf('oneClass', { only: 1 }).map(args => args[1]))).toEqual(new Set([1]))
    expect(argsOf('hardSample', { perWakeUp: 3 })).toHaveLength(1)
    const near = argsOf('hardSample', { perWakeUp: 3, nearDuplicates: true }).map(args => String(args[2]))
    expect(new Set(near).size).toBe(near.length)
    expect(() => argsOf('oneClass', { only: 2 })).toThrow(/populations\.it\.options\.only: must be a class/)
  })
})

test('the baiter has the stakes of people who differ only where they give up before the last challenge', () => {
  const bait = (honestRounds: number) =>
    beside(
      { strategy: 'baiter', options: { disputed: 0.1, rounds: 3 } },
      {},
      { disputed: 0.1, rounds: honestRounds },
    ).profit
  expect(bait(1)).toBeGreaterThan(0n)
  expect(bait(3)).toBeLessThan(0n)
})

test('believers stand by the same wrong labels', () => {
  const { its, world } = beside({ strategy: 'believer', count: 2, options: { wrong: 0.2 } })
  const shares = its.map(({ book }) => 1 - book.honestContributions / book.contributions)
  for (const share of shares) {
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.4)
  }
  expect(world.counts.challenges).toBeGreaterThan(0)
})

test.each([
  ['lazyBot', {}],
  ['watcher', {}],
  ['watcher', { cartel: true }],
])('%s %j contradicts, and contributes nothing', (strategy, options) => {
  const { it } = beside({ strategy, options }, {}, { mistakes: 0.2 })
  expect(it.book.contributions).toBe(0)
  expect(it.book.deposited).toBeGreaterThan(0n)
})

test('a watcher gains by mistakes, and a lazy bot loses by those of the model', () => {
  const profit = (strategy: string) => beside({ strategy }, {}, { mistakes: 0.2 }).profit
  expect(profit('watcher')).toBeGreaterThan(profit('lazyBot'))
})

test('the filler splits what it sends over its accounts, with the labels that it is told', () => {
  const { it, sent } = beside({ strategy: 'filler', options: { perWakeUp: 6, accounts: 3, labels: 'wrong' } })
  const senders = sent.filter(({ functionName }) => functionName === 'contribute').map(each => each.sender)
  const counts = it.accounts.map(({ address }) => senders.filter(sender => sender === address).length)
  expect(counts).toHaveLength(3)
  expect(Math.min(...counts)).toBeGreaterThan(0)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  expect(it.book.honestContributions).toBe(0)
})

test("a sponsor's insider contributes what is hidden, with right labels", () => {
  const { agents, world } = run(
    small(
      {
        it: {
          strategy: 'cheatingSponsor',
          count: 1,
          wakeInterval: often,
          options: { how: 'insider' },
        },
      },
      { mechanism: { type: 'published market', options: { testSamples: 100, pieces: 10, drawnPieces: 2 } } },
    ),
  )
  const { book, accounts } = agents[0]!
  expect(accounts).toHaveLength(2)
  expect(book.contributions).toBe(80)
  expect(book.honestContributions).toBe(80)
  expect(world.settlement.market!()).toMatchObject({ phase: 'Settled' })
})

test('the lottery gives labels by dice', () => {
  const { book } = beside({ strategy: 'lottery' }).it
  expect(book.honestContributions / book.contributions).toBeGreaterThan(0.2)
  expect(book.honestContributions / book.contributions).toBeLessThan(0.8)
})

test('the drifter is honest at first, and always wrong in the end', () => {
  const { it, sent, world } = beside({ strategy: 'drifter', options: { quiet: 4 * day, over: day } })
  expect(it.book.contributions).toBeGreaterThan(20)
  const quietly = sent.filter(
    ({ sender, functionName, time }) =>
      sender === it.main.address && functionName === 'contribute' && time < world.startTime + 4 * day,
  )
  expect(it.book.honestContributions).toBeGreaterThanOrEqual(quietly.length)
  expect(it.book.honestContributions).toBeLessThan(0.75 * it.book.contributions)
})

test('the copier contributes again what others have contributed', () => {
  const copied = (again: number) =>
    beside(
      { strategy: 'pendingCopier', options: { share: 0, again } },
      { mechanism: { type: 'deposits', options: {} } },
    ).it.behaviour.notes!().copied
  expect(copied(0)).toBe(0)
  expect(copied(2)).toBeGreaterThan(10)
})

describe('people', () => {
  test('do nothing while they sleep', () => {
    const { it, sent, world } = beside({ strategy: 'honest', hours: { from: 22, count: 4 } })
    const hours = sent
      .filter(({ sender }) => sender === it.main.address)
      .map(({ time }) => ((time - world.startTime) % day) / 3_600)
    expect(hours.length).toBeGreaterThan(5)
    for (const hour of hours) expect(hour >= 22 || hour < 2).toBe(true)
  })

  test('are awake at the first second of their hours that is not past', () => {
    const any = fc.record({
      elapsed: fc.nat(100 * day),
      from: fc.integer({ min: 0, max: 24 }),
      count: fc.integer({ min: 1, max: 24 }),
    })
    fc.assert(
      fc.property(any, ({ elapsed, ...hours }) => {
        const next = awakeFrom(elapsed, hours)
        expect(next).toBeGreaterThanOrEqual(elapsed)
        expect(next - elapsed).toBeLessThan(day)
        expect(awakeFrom(next, hours)).toBe(next)
        if (next > elapsed) expect(awakeFrom(next - 1, hours)).toBe(next)
      }),
    )
  })

  test('count their work, which is no money', () => {
    const [free, working] = [{}, { labelCost: 0.001, lookCost: 0.0001 }].map(costs =>
      beside({ strategy: 'honest', ...costs }),
    )
    expect(working!.it.balance).toBe(free!.it.balance)
    expect(working!.it.labour).toBeGreaterThan(10n ** 15n * BigInt(working!.it.book.contributions))
    expect(working!.profit).toBe(free!.profit - working!.it.labour)
  })

  test('hours are of a day', () => {
    const hours = { from: 22, count: 30 }
    const input = { ...small({}), populations: { night: { strategy: 'honest', count: 1, hours } } }
    expect(() => parseScenario(input)).toThrow(/populations\.night\.hours\.count/)
  })
})
