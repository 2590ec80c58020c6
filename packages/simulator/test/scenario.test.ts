import { defaultOptions } from '@cotrain/sdk/kinds'
import { describe, expect, test } from 'vitest'
import {
  builtInScenarios,
  mechanisms,
  parseOverride,
  parseScenario,
  pointsOf,
  populationCounts,
  ScenarioError,
  withValue,
} from '../src/index.ts'

const good = {
  name: 'a',
  data: { set: 'reviews' },
  classifier: { type: 'naive bayes' },
  populations: { honest: { strategy: 'honest', count: 1 } },
}

function problems(path: string, value: never | string | number | object): readonly string[] {
  try {
    parseScenario(withValue(good, path, value as never))
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems
    throw error
  }
  return []
}

describe('a wrong scenario', () => {
  test.each([
    ['data.set', 'cifar', /^data\.set: .*reviews/],
    ['data.initialShare', 2, /^data\.initialShare: /],
    ['classifier.type', 'forest', /^classifier\.type: .*naive bayes/],
    ['classifier.epochs', 3, /^classifier\.epochs is no field that there is/],
    ['mechanism', { type: 'lottery' }, /^mechanism\.type: .*deposits/],
    [
      'mechanism',
      { type: 'deposits', options: { refundTime: 900_000 } },
      /^mechanism\.options\.ownerClaimTime: .*ascend/,
    ],
    ['populations.honest.strategy', 'saintly', /^populations\.honest\.strategy: .*malicious/],
    ['populations.honest.counts', 3, /^populations\.honest\.counts is no field that there is/],
    ['populations.honest.options', { mistakes: 7 }, /^populations\.honest\.options\.mistakes: /],
    ['populations.honest.wakeInterval', 'often', /^populations\.honest\.wakeInterval: .*exponential/],
    ['populations.honest.until', -1, /^populations\.honest\.until: /],
    ['populations.honest', { strategy: 'honest' }, /^populations\.honest\.count: is missing/],
    ['populations.honest.share', 0.5, /^populations\.honest\.share: give count or share/],
    ['data.repeat', true as never, /^duration: is missing/],
    ['duration', 0, /^duration: /],
    ['horizon', 5, /^horizon is no field that there is/],
    ['mechanism', 'points', /^mechanism: must be an object such as \{"type":"points"\}, and is "points"/],
    [
      'mechanism',
      { type: 'points', options: { dailyCap: 3 } },
      /^mechanism\.options\.dailyCap: must be at least contributionPoints/,
    ],
    ['mechanism', { type: 'points', options: { cap: 3 } }, /options\.cap is no field .* takes .*dailyCap/],
    ['populations.honest.count', 1.5, /^populations\.honest\.count: must be a whole number, and is 1\.5/],
    ['populations.honest.count', -1, /^populations\.honest\.count: must be at least 0, and is -1/],
    ['populations.honest.role', 'good', /role: must be one of honest, attacker, neutral, and is "good"/],
    ['reporters', ['acuracy'], /^reporters\.0: must be one of accuracy, .*gini, and is "acuracy"/],
    ['reporters', [], /^reporters: must not be empty/],
    ['axes', [{ path: 'seed', values: [1] }], /^axes: seed is no axis; run several seeds/],
    ['agents', 0, /^agents: is 0, but the counts and shares of the populations are 1/],
  ])('%s = %j is named', (path, value, message) => {
    expect(problems(path, value)).toEqual([expect.stringMatching(message)])
  })

  test('what is missing is named, with what it must be', () => {
    expect(() => parseScenario({})).toThrow(
      /name: must be a text, and is missing[\s\S]*data: must be an object such as \{"set":"spam"\}, and is missing/,
    )
    expect(() => parseScenario([])).toThrow(/the scenario: must be an object, and is \[\]/)
  })

  test('all wrong fields are named at once', () => {
    expect(() => parseScenario({ ...good, duration: -1, polling: 3 })).toThrow(/duration: [\s\S]*polling: /)
  })
})

test('defaults are filled in', () => {
  const scenario = parseScenario(good)
  expect(scenario.mechanism).toMatchObject({ type: 'deposits', options: { refundTime: 86_400 } })
  expect(scenario.populations.honest).toMatchObject({ startBalance: 10, options: { mistakes: 0.0001 } })
})

test('populations share the agents', () => {
  const scenario = parseScenario({
    ...good,
    agents: 20,
    populations: {
      honest: { strategy: 'honest' },
      bad: { strategy: 'malicious', share: 0.3 },
      keeper: { strategy: 'keeper', count: 1 },
    },
  })
  expect(Object.fromEntries(populationCounts(scenario))).toEqual({ bad: 6, keeper: 1, honest: 13 })
})

test('a sweep has all combinations, the last axis fastest', () => {
  const points = pointsOf({
    ...(good as never as (typeof builtInScenarios)[string]),
    axes: [
      { path: 'gasPriceGwei', values: [0, 1] },
      { path: 'populations.honest.options.mistakes', values: [0, 0.1, 0.2] },
    ],
  })
  expect(points.map(({ scenario }) => [scenario.gasPriceGwei, scenario.populations.honest!.options])).toEqual(
    [0, 1].flatMap(gas =>
      [0, 0.1, 0.2].map(mistakes => [gas, expect.objectContaining({ mistakes, contributes: 1 })]),
    ),
  )
})

test('overrides are JSON or text', () => {
  expect(parseOverride('populations.bad.count=3')).toEqual({ path: 'populations.bad.count', value: 3 })
  expect(parseOverride('data.path=/a=b')).toEqual({ path: 'data.path', value: '/a=b' })
  expect(() => parseOverride('count')).toThrow(/path=value/)
  expect(() => withValue({ a: 1 }, 'a.b', 2)).toThrow(/"a" is no object/)
})

test.each(Object.values(builtInScenarios).map(scenario => [scenario.name, scenario] as const))(
  'the scenario %s is valid at all of its points',
  (_, scenario) => {
    expect(pointsOf(scenario).length).toBeGreaterThan(0)
    expect(scenario.description).toMatch(/\.$/)
  },
)

test.each([
  ['deposits', {}],
  ['points', {}],
  ['bonded', { deposit: 2n * 10n ** 15n }],
  ['market', {}],
] as const)(
  '%s: what a scenario does not say is as models are deployed, but for what is named',
  (name, other) => {
    expect(mechanisms[name].contractOptions({}, 'sparse-perceptron')).toEqual({
      ...defaultOptions(name),
      ...other,
    })
  },
)
