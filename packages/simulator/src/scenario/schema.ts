import { textEncodings } from '@cotrain/sdk/data'
import { gasActions } from '@cotrain/sdk/kinds'
import { maxSampleWeight } from '@cotrain/sdk/models'
import * as z from 'zod'
import { strategies } from '../agents/index.ts'
import { mechanisms } from '../mechanisms/index.ts'
import { reporterNames } from '../metrics/reporters.ts'

const share = z.number().min(0).max(1)
const positive = z.number().positive()
const amount = z.number().min(0)
const count = z.int().min(0)

const distribution = z.union(
  [amount, z.strictObject({ mean: amount, sd: amount }), z.strictObject({ exponential: positive })],
  { error: 'must be a number, { "mean", "sd" } (normal) or { "exponential": mean }' },
)

/** Where the samples come from. `initialShare` of the training samples trains the model that the run starts with. */
const common = {
  initialShare: share.default(0.1),
  /** Of the training samples, so many only. */
  trainSize: count.optional(),
  /** Of the test samples, so many only. */
  testSize: count.optional(),
  /** Whether each seed has another order of the training samples. */
  shuffle: z.boolean().default(true),
  /** Whether agents begin again with the first sample when all have been contributed. */
  repeat: z.boolean().default(false),
  /** Of the split into training and test samples. */
  seed: z.int().default(1),
  /** Runs take turns among so many splits, by their seeds; the first is that of `seed`. */
  splits: z.int().min(1).max(1_000).default(1),
}

const data = z.discriminatedUnion('set', [
  z.strictObject({ set: z.literal('spam'), words: z.int().min(10).max(65_536).default(1_000), ...common }),
  z.strictObject({ set: z.literal('reviews'), ...common }),
  z.strictObject({ set: z.literal('penguins'), ...common }),
  z.strictObject({ set: z.literal('imdb'), path: z.string().optional(), ...common }),
  z.strictObject({
    set: z.literal('clickbait'),
    path: z.string().optional(),
    words: z.int().min(10).max(65_536).default(1_000),
    ...common,
  }),
  z.strictObject({
    set: z.literal('file'),
    train: z.string(),
    test: z.string().optional(),
    testShare: share.default(0.2),
    /** Names of the classes, in the order of their positions; without them, the labels of the samples. */
    classes: z.array(z.string().min(1)).min(2).max(64).optional(),
    /** Of tables (CSV, TSV): the columns of the labels, and of the texts or the numbers, by name or position. */
    label: z.string().optional(),
    text: z.string().optional(),
    features: z.array(z.string()).min(1).optional(),
    delimiter: z.string().min(1).max(3).optional(),
    encoding: z.enum(textEncodings).optional(),
    header: z.boolean().optional(),
    quotes: z.boolean().optional(),
    /** Of tables of texts: so many of the most frequent words are features. */
    words: z.int().min(10).max(65_536).default(1_000),
    ...common,
  }),
  z.strictObject({
    set: z.literal('synthetic'),
    train: count.default(2_000),
    test: count.default(500),
    features: z.int().min(1).max(65_536).default(500),
    classes: z.int().min(2).max(64).default(2),
    words: z.int().min(1).max(1_000).default(40),
    signal: share.default(0.5),
    noise: share.default(0),
    ...common,
  }),
])

const weightBits = z.union([z.literal('auto'), z.int().min(8).max(16)]).default('auto')

const classifier = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('perceptron'),
    /** Passes over the samples that train the initial model. */
    epochs: z.int().min(1).default(10),
    /** How far a contribution moves a weight, relative to the root mean square of the weights; default as deployed. */
    step: positive.optional(),
    weightBits,
  }),
  z.strictObject({
    type: z.literal('logistic regression'),
    epochs: z.int().min(1).default(10),
    rate: positive.default(0.5),
    step: positive.optional(),
    weightBits,
  }),
  z.strictObject({
    type: z.literal('naive bayes'),
    smoothing: positive.default(1),
    /** What each contribution adds in all; `auto`: what a sample of the initial model adds on average; 0: 1 a feature. */
    sampleWeight: z.union([z.literal('auto'), z.int().min(0).max(maxSampleWeight)]).default(0),
  }),
  z.strictObject({ type: z.literal('nearest centroid') }),
])

function union<key extends string>(key: key, options: readonly z.ZodObject[]) {
  return z.discriminatedUnion(key, options as unknown as [z.ZodObject, ...z.ZodObject[]])
}

type Mechanism = { type: keyof typeof mechanisms; options: unknown }
type MechanismInput = { type: keyof typeof mechanisms; options?: unknown }

const mechanism = union(
  'type',
  Object.values(mechanisms).map(({ name, options }) =>
    z.strictObject({ type: z.literal(name), options: options.prefault({}) }),
  ),
) as unknown as z.ZodType<Mechanism, MechanismInput>

const when = z.enum(['any', 'early', 'late']).default('any')

/** What each agent commits in a blind market, whatever its strategy puts into it. */
const bundles = z.strictObject({
  /** Bundles in each market. */
  count: count.default(1),
  /** Samples of a bundle; as many as the market takes when not said. */
  samples: z.int().min(1).max(64).optional(),
  /** Accounts among which its bundles are split, in turn. */
  accounts: z.int().min(1).max(1_000).default(1),
  /** When they are committed and revealed: at any time, in the first minutes, or in the last ones. */
  when,
  reveal: when,
})

/** What an agent commits in a blind market. */
export type BundlePlan = z.output<typeof bundles>

const populationFields = {
  /** How many agents; or a share of the scenario's `agents`; with neither, what the others leave of `agents`. */
  count: count.optional(),
  share: share.optional(),
  /** Overrides the strategy's own role in the results. */
  role: z.enum(['honest', 'attacker', 'neutral']).optional(),
  /** Ether of each agent. */
  startBalance: amount.default(10),
  /** Ether; drawn anew for each contribution. */
  maxDeposit: distribution.default(1),
  /** Seconds. */
  wakeInterval: distribution.default({ exponential: 3_600 }),
  /** Seconds between two looks at claims, at least. */
  claimInterval: amount.default(3_600),
  /** Ether that a point is worth to each agent, under points; the mechanism's `pointValue` when not said. */
  pointValue: amount.optional(),
  /** Seconds from the start: outside of it the agents only claim. */
  from: amount.default(0),
  until: amount.optional(),
  /** Whether its agents are one owner's: they pay from one purse, and do not act against one another. */
  pooled: z.boolean().default(false),
  /** Ether that the work is worth: of labelling a sample, of looking at one of others'. It lowers the profit. */
  labelCost: amount.default(0),
  lookCost: amount.default(0),
  /** Hours of each day, from the run's start, in which its agents are awake. */
  hours: z
    .strictObject({ from: z.number().min(0).max(24).default(0), count: z.number().positive().max(24) })
    .optional(),
  /** Under a blind market: what each agent commits. */
  bundles: bundles.prefault({}),
  /** Whether the first agent owns the model. */
  owner: z.boolean().default(false),
}

type Fields = z.ZodObject<typeof populationFields>

/** What a scenario says of a population. */
export type Population = z.output<Fields> & { strategy: string; options: unknown }
type PopulationInput = z.input<Fields> & { strategy: string; options?: unknown }

const population = union(
  'strategy',
  Object.values(strategies).map(({ name, options }) =>
    z.strictObject({
      strategy: z.literal(name),
      options: options.prefault({}),
      ...populationFields,
    }),
  ),
) as unknown as z.ZodType<Population, PopulationInput>

const gas = z.partialRecord(z.enum(gasActions), count)

const axis = z.strictObject({
  /** Path into the scenario, such as `populations.bad.share`; `seed` is no axis. */
  path: z.string().min(1),
  title: z.string().optional(),
  values: z.array(z.json()).min(1),
})

/** A scenario: all that a simulation depends on but the seed. docs/simulator.md explains each field. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  data,
  classifier,
  /** Features that a contributed sample has at most; `auto`: as many as 99 in 100 training samples; 0: no limit. */
  maxFeatures: z.union([z.literal('auto'), z.int().min(0).max(65_535)]).default(0),
  mechanism: mechanism.prefault({ type: 'deposits', options: {} }),
  /** Agents in all, of which populations have shares. */
  agents: count.optional(),
  populations: z.record(z.string().min(1), population),
  /** Gwei for a unit of gas. */
  gasPriceGwei: amount.default(1),
  /** Gas of the actions, instead of what was measured of the contracts. */
  gas: gas.optional(),
  /** Seconds; without it, until all samples have been contributed and settled. */
  duration: positive.optional(),
  /** Seconds between two measurements of accuracy. */
  evaluateEvery: positive.default(86_400),
  /** Every agent tries every open claim at every wake-up, as the ancestor's simulator does; the tries are counted. */
  polling: z.boolean().default(false),
  /** Whether to run the same without attackers as well, to compare with. */
  baseline: z.boolean().default(false),
  /** The figures that the terminal and the report show; all when not said. */
  reporters: z.array(z.enum(reporterNames)).min(1).optional(),
  seed: z.int().default(1),
  axes: z.array(axis).default([]),
})

export type Scenario = z.output<typeof scenarioSchema>
/** What one writes: fields with defaults may be left out. */
export type ScenarioInput = z.input<typeof scenarioSchema>
export type ClassifierSettings = Scenario['classifier']
export type DataSettings = Scenario['data']
