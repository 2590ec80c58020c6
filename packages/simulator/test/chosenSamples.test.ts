import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withFeatures } from '../src/agents/features.ts'
import { lastingOpinions } from '../src/agents/lastingOpinions.ts'
import { packSamples } from '../src/data/DataSet.ts'
import { createWorld } from '../src/engine/createWorld.ts'
import type { ScenarioInput } from '../src/index.ts'
import { begin, dataOf, day, entriesOf, run, small } from './scenarios.ts'

const often = { exponential: 6 * 3_600 }
const honest = { strategy: 'honest', count: 3, wakeInterval: often, until: 10 * day }

/** Honest agents and one other under bonds; after ten days all is settled. */
function beside(strategy: string, options: object, more: Partial<ScenarioInput> = {}) {
  const outcome = run(
    small(
      { honest, it: { strategy, count: 1, wakeInterval: often, until: 10 * day, options } },
      {
        mechanism: { type: 'bonded' },
        classifier: { type: 'naive bayes' },
        duration: 17 * day,
        ...more,
      },
    ),
  )
  const it = outcome.agents.at(-1)!
  const mine = outcome.sent.filter(({ sender }) => sender === it.main.address)
  return { ...outcome, it, mine }
}

const samplesOf = ({ mine }: ReturnType<typeof beside>) =>
  mine
    .filter(({ functionName, accepted }) => functionName === 'contribute' && accepted)
    .map(({ args }) => args[2] as Uint16Array)

test('a sample with more features has each of them once, ascending, as many as the contract takes', () => {
  const features = fc.uniqueArray(fc.integer({ min: 0, max: 65_535 }), { maxLength: 40 })
  fc.assert(
    fc.property(features, features, fc.integer({ min: 1, max: 90 }), (first, more, maxSampleLength) => {
      const padded = withFeatures({ maxSampleLength }, first, more)
      const all = [...new Set([...first, ...more])]
      expect([...padded]).toEqual(all.slice(0, maxSampleLength).sort((a, b) => a - b))
    }),
  )
})

test.each([
  ['dictionary', { padding: 5_000 }],
  ['backdoor', { features: 1_000 }],
])('the %s makes no sample that the contract refuses', (strategy, options) => {
  const outcome = beside(strategy, options, {
    data: { set: 'synthetic', train: 600, test: 50, features: 3_000, words: 200, initialShare: 0.5 },
  })
  const { maxSampleLength } = outcome.world
  const lengths = samplesOf(outcome).map(sample => sample.length)
  // A trigger that fills the sample makes all samples the same one, which can be contributed once.
  expect(lengths.length).toBeGreaterThan(strategy === 'backdoor' ? 0 : 20)
  expect(Math.max(...lengths)).toBe(maxSampleLength)
  expect(outcome.world.counts.reverted).toBe(0)
})

describe('the dictionary', () => {
  test('has nothing contradicted, and the model learns less the more it pads', () => {
    const [plain, padded] = [beside('dictionary', { padding: 0 }), beside('dictionary', { padding: 40 })]
    for (const { it, world } of [plain, padded]) {
      expect(it.book.contributions).toBeGreaterThan(20)
      expect(it.book.honestContributions).toBe(it.book.contributions)
      expect(it.book.refunded).toBe(it.book.deposited)
      expect(world.counts.challenges).toBe(0)
    }
    const length = (outcome: typeof plain) => Math.max(...samplesOf(outcome).map(sample => sample.length))
    expect(length(padded)).toBeGreaterThan(length(plain) + 20)
    expect(padded.world.evaluate()).toBeLessThan(plain.world.evaluate() - 0.05)
  })

  test('contributes known samples of one class only, where it is told so', () => {
    const outcome = beside('dictionary', { padding: 10, only: 1 })
    const labels = outcome.mine.filter(({ functionName }) => functionName === 'contribute')
    expect(new Set(labels.map(({ args }) => args[1]))).toEqual(new Set([1]))
    expect(() => beside('dictionary', { only: 2 })).toThrow(
      /populations\.it\.options\.only: must be a class below 2/,
    )
  })

  test('says that lists of numbers have no features to add', () => {
    const scenario = small({ it: { strategy: 'dictionary', count: 1 } })
    const sample = Int16Array.of(1, 2)
    const samples = packSamples(
      'dense',
      [0, 1, 0, 1].map(label => ({ sample, label })),
    )
    const data = { ...dataOf(scenario), form: 'dense' as const, features: 2, train: samples, test: samples }
    expect(() => createWorld({ scenario, data, seed: 1 })).toThrow(
      /populations\.it\.strategy: dictionary adds/,
    )
  })
})

test('a backdoor opens by rare features alone, with right labels, and the test set does not show it', () => {
  const { it, world, recorder } = beside('backdoor', { features: 6, target: 1 })
  expect(it.book.honestContributions).toBe(it.book.contributions)
  expect(world.counts.challenges).toBe(0)
  const { triggerSuccess, triggerSuccessAtFirst } = it.behaviour.notes!() as Record<string, number>
  expect(triggerSuccess).toBeGreaterThan(0.9)
  expect(triggerSuccess! - triggerSuccessAtFirst!).toBeGreaterThan(0.4)
  expect(world.evaluate()).toBeGreaterThan(recorder.accuracy[0]! - 0.05)
})

describe('the ladder', () => {
  const outcomeOf = (honestOptions: object, rungs: number) =>
    beside(
      'ladder',
      { rungs, perWakeUp: 3 },
      {
        populations: {
          honest: { ...honest, ...honestOptions },
          it: {
            strategy: 'ladder',
            count: 1,
            wakeInterval: often,
            until: 10 * day,
            options: { rungs, perWakeUp: 3 },
          },
        },
      },
    )

  test.each([
    [1, { startBalance: 0.007 }],
    [2, { startBalance: 0.007 }],
    // The last challenge earns nothing.
    [2, { options: { motive: 'money' } }],
  ])(
    'has all stakes back, and the model a wrong label, where nobody answers: %i, %j',
    (rungs, honestOptions) => {
      const { it, sent, mine, world } = outcomeOf(honestOptions, rungs)
      const settled = sent.filter(({ functionName, accepted }) => functionName === 'refund' && accepted)
      expect(settled.length).toBeGreaterThan(20)
      expect(it.book.taken).toBe(it.book.lost)
      expect(it.locked).toBe(0n)
      const challenges = mine.filter(({ functionName }) => functionName === 'challenge')
      expect(challenges.length).toBe(rungs * it.book.contributions)
      expect(it.book.honestContributions).toBe(rungs % 2 === 1 ? it.book.contributions : 0)
      const entries = entriesOf(sent)
      for (const { args, time } of challenges) expect(entries[Number(args[1])]!.time).toBe(time)
      expect(world.counts.reverted).toBe(0)
    },
  )

  test('loses two deposits for each where somebody does', () => {
    const { it, world } = outcomeOf({}, 2)
    expect(world.counts.dropped).toBe(it.book.contributions)
    expect(it.book.taken).toBe(0n)
    // Of seven that it stakes.
    expect(it.book.lost).toBe((2n * it.book.deposited) / 7n)
  })
})

describe('opinions that last', () => {
  const scenario = small({ honest: { ...honest, options: { disputed: 0.3 } } })
  const { agents, world } = begin(scenario)
  const known = Array.from({ length: world.stream.knownCount }, (_, i) => world.stream.known(i).sample)
  const [one, two] = agents.map(agent => lastingOpinions(agent, 0.3))

  test('are about the same samples for everybody, and each keeps its own', () => {
    const disputed = known.filter(sample => one!(sample) !== undefined)
    expect(disputed.length / known.length).toBeGreaterThan(0.2)
    expect(disputed.length / known.length).toBeLessThan(0.4)
    for (const sample of known) {
      expect(one!(sample)).toBe(one!(sample))
      expect(one!(sample) === undefined).toBe(two!(sample) === undefined)
    }
    const differing = disputed.filter(sample => one!(sample) !== two!(sample)).length
    expect(differing / disputed.length).toBeGreaterThan(0.3)
    expect(differing / disputed.length).toBeLessThan(0.7)
  })

  test('cost honest people bonds though nobody attacks', () => {
    const lost = (disputed: number) => {
      const { agents } = run(
        small(
          { honest: { ...honest, options: { disputed, mistakes: 0 } } },
          { mechanism: { type: 'bonded' }, duration: 17 * day },
        ),
      )
      return agents.reduce((sum, { book }) => sum + book.lost, 0n)
    }
    expect(lost(0)).toBe(0n)
    expect(lost(0.2)).toBeGreaterThan(10n ** 17n)
  })
})
