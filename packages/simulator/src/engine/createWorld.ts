import { classifierOf, type GasTable, gasOf } from '@cotrain/sdk/kinds'
import { countOf, type DataSet, exampleAt, type Samples } from '../data/DataSet.ts'
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
import { type ChainFacts, type SentTransaction, World } from './World.ts'

export type RunOptions = {
  /** With all defaults, as `parseScenario` gives it. */
  scenario: Scenario
  data: DataSet
  seed: number
  /** Seconds since 1970. */
  startTime?: number | undefined
  /** Where the run is sent to a chain. */
  chain?: ChainFacts | undefined
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
  const { scenario, seed, startTime = defaultStart } = options
  const mechanism = mechanisms[scenario.mechanism.type] as Mechanism
  const all = trimmed(options.data, scenario)
  const wanted = mechanism.hiddenTest?.(scenario.mechanism.options)
  const { data, order, hidden } = withoutHidden(all, orderOf(all.train, scenario, seed), wanted)
  const initial = Math.round(order.length * scenario.data.initialShare)
  const stream = new Stream(data.train, order, initial, scenario.data.repeat, startTime)
  const known = Array.from(order.subarray(0, initial), i => exampleAt(data.train, i))
  checkClasses(data)
  const model = trainInitialModel(data, known, scenario.classifier, new Random(seed, 'initial model'))
  const kind = mechanism.kindOf(model.kind)
  const world = new World({
    creation: {
      kind,
      classifierOptions: model.options,
      incentiveOptions: mechanism.contractOptions(scenario.mechanism.options),
      words: model.words,
    },
    owner: ownerAddress(scenario),
    data,
    stream,
    gasPriceGwei: scenario.gasPriceGwei,
    hidden,
    chain: options.chain ?? { modelId: 0n, commitBlock: 1n },
    learnsAtOnce: mechanism.learns === 'at once',
    gas: gasTable(gasOf(classifierOf(kind), mechanism.name), scenario.gas),
    startTime,
    record: options.record,
  })
  world.settlement = mechanism.settlement(world, scenario.mechanism.options)
  const agents = createAgents(scenario, world, seed)
  world.house = createHouse(scenario, world, seed)
  world.watchers = agents.filter(agent => isWatcher(agent))
  const setup = {
    kind,
    mechanism: mechanism.name,
    data: summary(data, initial, stream.length),
    gasPriceGwei: scenario.gasPriceGwei,
  }
  return { world, agents, setup }
}

/** What was measured, but for what the scenario says. */
function gasTable(measured: GasTable, said: Scenario['gas']): GasTable {
  return said === undefined ? measured : (action, features) => said[action] ?? measured(action, features)
}

function isWatcher({ behaviour }: Agent): boolean {
  return behaviour.onPending !== undefined || behaviour.onPendingChallenge !== undefined
}

function checkClasses({ name, classes, train }: DataSet): void {
  if (countOf(train) === 0) throw new ScenarioError([`data: there are no training samples in ${name}`])
  if (classes.length < 2) throw new ScenarioError([`data: ${name} has one class only`])
}

function summary(data: DataSet, initial: number, stream: number): DataSummary {
  const { name, classes, features } = data
  return { name, classes, features, initial, stream, test: countOf(data.test) }
}

/** The data set with no more samples than the scenario asks for, and none that the contract would refuse. */
function trimmed(data: DataSet, { classifier, data: { trainSize, testSize } }: Scenario): DataSet {
  const counted = classifier.type === 'naive bayes' || classifier.type === 'nearest centroid'
  const most = data.form === 'sparse' && counted ? longestCounted : Number.POSITIVE_INFINITY
  const [train, test] = [notLonger(data.train, most), notLonger(data.test, most)]
  return { ...data, train: firstOf(train, trainSize), test: firstOf(test, testSize) }
}

/** Features of a sample of counted classes at most, where few classes may come (CountedClasses.sol). */
const longestCounted = 384

/** Those of the samples that have `most` values or fewer. */
function notLonger(samples: Samples, most: number): Samples {
  const { labels, offsets, values } = samples
  if (most === Number.POSITIVE_INFINITY) return samples
  const lengthOf = (i: number) => offsets[i + 1]! - offsets[i]!
  const kept = Array.from(labels.keys()).filter(i => lengthOf(i) <= most)
  if (kept.length === labels.length) return samples
  const next = {
    labels: labels.slice(0, kept.length),
    offsets: offsets.slice(0, kept.length + 1),
    values: values.slice(
      0,
      kept.reduce((sum, i) => sum + lengthOf(i), 0),
    ),
  }
  next.offsets[0] = 0
  for (const [to, i] of kept.entries()) {
    next.labels[to] = labels[i]!
    next.values.set(values.subarray(offsets[i]!, offsets[i + 1]!), next.offsets[to]!)
    next.offsets[to + 1] = next.offsets[to]! + lengthOf(i)
  }
  return next
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
