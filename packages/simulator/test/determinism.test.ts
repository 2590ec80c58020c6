import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import {
  builtInScenarios,
  parseScenario,
  type RunResult,
  type ScenarioInput,
  simulate,
} from '../src/index.ts'
import { runSweep } from '../src/node/index.ts'
import { Random } from '../src/random/Random.ts'
import { dataOf, day, small } from './scenarios.ts'

const everybody = small({
  honest: { strategy: 'honest', count: 3 },
  careless: { strategy: 'careless', count: 1 },
  sybils: { strategy: 'sybilSwarm', count: 1 },
  copier: { strategy: 'pendingCopier', count: 1 },
  adaptive: { strategy: 'adaptive', count: 1, options: { epoch: day } },
})

/** What must be the same. */
function lasting({ metrics: { wallSeconds: _, ...metrics }, ...rest }: RunResult) {
  return { ...rest, metrics }
}

test('one seed has one outcome, another seed another', () => {
  const run = (seed: number) => lasting(simulate({ scenario: everybody, data: dataOf(everybody), seed }))
  expect(run(1)).toEqual(run(1))
  expect(run(2).series).not.toEqual(run(1).series)
})

test('what agents of other populations do does not change whom and when an agent wakes', () => {
  const alone = small({ honest: { strategy: 'honest', count: 1, options: { contributes: 0 } } })
  const beside = small({
    honest: { strategy: 'honest', count: 1, options: { contributes: 0 } },
    random: { strategy: 'random', count: 5 },
  })
  const wakeUps = (scenario: typeof alone) =>
    simulate({ scenario, data: dataOf(scenario), seed: 1 }).events.wakeUps
  const others = small({ random: { strategy: 'random', count: 5 } })
  expect(wakeUps(beside)).toBe(wakeUps(alone) + wakeUps(others))
})

test('threads give the results of one thread, in the same order', async () => {
  const scenario = {
    ...builtInScenarios.quick!,
    duration: 3 * day,
    axes: [{ path: 'populations.malicious.share', values: [0, 0.4] }],
  }
  const [one, two] = [
    await runSweep({ scenario, seeds: 2, threads: 1 }),
    await runSweep({ scenario, seeds: 2, threads: 2 }),
  ]
  expect(two.runs.map(lasting)).toEqual(one.runs.map(lasting))
  expect(one.runs.map(({ seed, point }) => [point['populations.malicious.share'], seed])).toEqual([
    [0, 1],
    [0, 2],
    [0.4, 1],
    [0.4, 2],
  ])
})

test('random numbers are those of every machine', () => {
  const random = new Random(7, 'somebody')
  const drawn = [random.uniform(), random.normal(50, 10), random.exponential(3_600), random.below(1_000)]
  expect(drawn).toMatchInlineSnapshot(`
    [
      0.6926820538174002,
      50.3097105320629,
      5577.513408353094,
      658,
    ]
  `)
})

test('distributions have their means', () => {
  const random = new Random(1, 'means')
  const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b) / 20_000
  expect(mean(() => random.normal(50, 10))).toBeCloseTo(50, 0)
  expect(mean(() => random.exponential(7))).toBeCloseTo(7, 0)
  expect(mean(() => random.normal(0, 3) ** 2 / 9)).toBeCloseTo(1, 1)
})

test('a run without a duration ends when all samples are contributed and claimed', () => {
  const { duration: _, ...rest } = everybody
  const scenario = parseScenario({ ...rest, populations: { honest: { strategy: 'honest', count: 3 } } })
  const { events, metrics } = simulate({ scenario, data: dataOf(scenario), seed: 1 })
  expect(events.contributions).toBe(300)
  expect(metrics.locked).toBe(0)
})

test('the engine runs in browsers: nothing in it needs Node', async () => {
  const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url))
  const tsconfig = fileURLToPath(new URL('../../../tsconfig.base.json', import.meta.url))
  const { errors } = await build({
    entryPoints: [entry],
    tsconfig,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  })
  expect(errors).toEqual([])
})

test('the baseline is the same run without the attackers: as many others, who do the same', () => {
  const honest = { strategy: 'honest' }
  const data = {
    set: 'synthetic',
    train: 600,
    test: 100,
    features: 120,
    words: 20,
    initialShare: 0.5,
  } as const
  const of = (agents: number, populations: ScenarioInput['populations']) => {
    const scenario = small(populations, { agents, baseline: true, data })
    return simulate({ scenario, data: dataOf(scenario), seed: 1 }).series
  }
  const attacked = of(10, { honest, bad: { strategy: 'malicious', share: 0.4 } })
  const alone = of(6, { honest })
  expect(attacked.baselineAccuracy).toEqual(alone.accuracy)
  expect(attacked.accuracy).not.toEqual(alone.accuracy)
  expect(attacked.time).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(days => days * day))
})
