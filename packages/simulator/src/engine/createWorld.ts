import { type ClassifierName, type GasTable, gasOf } from '@cotrain/sdk/kinds'
import { suggestMaxFeatures } from '@cotrain/sdk/models'
import { countOf, type DataSet, exampleAt, lengthAt, type Samples } from '../data/DataSet.ts'
import { mechanisms } from '../mechanisms/index.ts'
import type { Mechanism } from '../mechanisms/Mechanism.ts'
import { Random } from '../random/Random.ts'
import type { DataSummary, RunSetup } from '../results/types.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'
import type { Scenario } from '../scenario/schema.ts'
import { trainInitialModel } from '../training/initialModel.ts'
import type { Agent } from './Agent.ts'
import { createAgents } from './createAgents.ts'
import { withoutHidden } from './hiddenTest.ts'
import { createHouse } from './house.ts'
import { ownerAddress } from './owner.ts'
import { Stream } from './Stream.ts'
import { type SentTransaction, World } from './World.ts'

export type RunOptions = {
  /** With all defaults, as `parseScenario` gives it. */
  scenario: Scenario
  data: DataSet
  seed: number
  /** Seconds since 1970. */
  startTime?: number | undefined
  /** Of the model, where the run is sent to a chain. @default 0n */
  modelId?: bigint | undefined
  /** Whether transactions are recorded with the proofs that the contract wants, which takes time. @default false */
  keepsLog?: boolean | undefined
  /** Called with every transaction. */
  record?: ((transaction: SentTransaction) => void) | undefined
  /** Called now and then with the share of the run that is done. */
  onProgress?: ((share: number) => void) | undefined
}

/** Everything that a run begins with. */
export type Beginning = { world: World; agents: Agent[]; setup: RunSetup }

/** 2026-01-01, for runs that are not sent to a chain. */
const defaultStart = 1_767_225_600

/** Trains the initial model, creates it in a twin of the contracts, and brings the agents in. */
export function createWorld(options: RunOptions): Beginning {
  const { scenario, seed, startTime = defaultStart, keepsLog = false } = options
  const mechanism = mechanisms[scenario.mechanism.type] as Mechanism
  const { trainSize, testSize, initialShare, repeat } = scenario.data
  const all = {
    ...options.data,
    train: firstOf(options.data.train, trainSize),
    test: firstOf(options.data.test, testSize),
  }
  const wanted = mechanism.hiddenTest?.(scenario.mechanism.options)
  const { data, order, hidden } = withoutHidden(all, orderOf(all.train, scenario, seed), wanted)
  const initial = order.subarray(0, Math.round(order.length * initialShare))
  const known = Array.from(initial, i => exampleAt(data.train, i))
  checkClasses(data)
  const model = trainInitialModel(data, known, scenario.classifier, new Random(seed, 'initial model'))
  const world = new World({
    creation: {
      classifier: model.classifier,
      classifierOptions: model.options,
      maxFeatures: maxFeaturesOf(scenario, data),
      words: model.words,
    },
    mechanism,
    mechanismOptions: scenario.mechanism.options,
    owner: ownerAddress(scenario),
    data,
    gasPriceGwei: scenario.gasPriceGwei,
    hidden,
    modelId: options.modelId ?? 0n,
    gas: gasTable(gasUnder(mechanism, model.classifier), scenario.gas),
    startTime,
    keepsLog,
    record: options.record,
  })
  const fits = (i: number) => lengthAt(data.train, i) <= world.maxSampleLength
  const repeats = repeat && mechanism.samplesOnce !== true
  const sendable = order.filter(fits)
  world.stream = new Stream(data.train, sendable, initial.filter(fits).length, repeats, startTime)
  world.settlement = mechanism.settlement(world, scenario.mechanism.options)
  const agents = createAgents(scenario, world, seed)
  world.house = createHouse(scenario, world, seed)
  world.watchers = agents.filter(agent => isWatcher(agent))
  const setup = {
    classifier: model.classifier,
    mechanism: mechanism.name,
    data: summary(world, initial.length),
    gasPriceGwei: scenario.gasPriceGwei,
  }
  return { world, agents, setup }
}

/** Features that a contributed sample has at most; 0 where nothing limits them. */
function maxFeaturesOf({ maxFeatures }: Scenario, { name, form, train }: DataSet): number {
  if (maxFeatures === 0) return 0
  if (form === 'dense') {
    throw new ScenarioError([`maxFeatures: the samples of ${name} are lists of numbers; leave it out`])
  }
  if (maxFeatures !== 'auto') return maxFeatures
  const lengths = Array.from({ length: countOf(train) }, (_, i) => ({ length: lengthAt(train, i) }))
  return suggestMaxFeatures(lengths) ?? 0
}

/** What was measured of the mechanism's contracts. */
function gasUnder(mechanism: Mechanism, classifier: ClassifierName): GasTable {
  return 'gas' in mechanism ? mechanism.gas : gasOf(classifier, mechanism.name)
}

/** What was measured, but for what the scenario says. */
function gasTable(measured: GasTable, said: Scenario['gas']): GasTable {
  return said === undefined ? measured : (action, features) => said[action] ?? measured(action, features)
}

function isWatcher({ behaviour }: Agent): boolean {
  const { onPending, onPendingChallenge, onPendingDuplicate } = behaviour
  return [onPending, onPendingChallenge, onPendingDuplicate].some(shown => shown !== undefined)
}

function checkClasses({ name, classes, train }: DataSet): void {
  if (countOf(train) === 0) throw new ScenarioError([`data: there are no training samples in ${name}`])
  if (classes.length < 2) throw new ScenarioError([`data: ${name} has one class only`])
}

function summary({ data, stream, test }: World, initial: number): DataSummary {
  const { name, classes, features } = data
  return { name, classes, features, initial, stream: stream.length, test: test.length }
}

function firstOf(samples: Samples, count = Number.POSITIVE_INFINITY): Samples {
  if (count >= countOf(samples)) return samples
  const { labels, offsets, values } = samples
  return {
    labels: labels.subarray(0, count),
    offsets: offsets.subarray(0, count + 1),
    values: values.subarray(0, offsets[count]!),
  }
}

function orderOf(train: Samples, { data: { shuffle } }: Scenario, seed: number): Uint32Array {
  if (shuffle) return new Random(seed, 'order').permutation(countOf(train))
  return Uint32Array.from(train.labels, (_, i) => i)
}
