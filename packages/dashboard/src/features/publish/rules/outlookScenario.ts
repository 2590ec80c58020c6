import { type ClassifierName, type IncentiveOptions, type MechanismName, optionsOf } from '@cotrain/sdk'
import type { DataSet, ScenarioInput } from '@cotrain/simulator'
import { formatEther, zeroAddress } from 'viem'
import type { RunRequest } from '../../simulator/run/runSeeds.ts'
import type { OpenedModel } from '../thread/messages.ts'

/** What is played: a model under a mechanism with these options, and what a unit of gas costs. */
export interface OutlookQuestion {
  model: Pick<OpenedModel, 'classifier' | 'classes' | 'training'>
  mechanism: MechanismName
  options: IncentiveOptions
  gasPriceGwei: number
}

/** Those who take part: some of them label all samples wrong, on purpose. */
export const people = { honest: 6, attackers: 2 }

/** A run is short enough to wait for, and long enough that what was taught comes to be settled. */
const [leastDays, mostDays, day] = [30, 120, 86_400]
const seeds = 3
/** Samples that agents can contribute, at least. */
const leastSamples = 100

/** A small simulation of what the options imply: on the model's own samples where they are here, else on generated ones. */
export function outlookRequest(question: OutlookQuestion): RunRequest {
  const data = ownData(question)
  return { scenario: scenarioOf(question, data), seeds, ...(data ? { data } : {}) }
}

/** The samples of the model, unless they are too few for a market's hidden test set and for what is contributed. */
export function ownData({ model, mechanism, options }: OutlookQuestion): DataSet | undefined {
  const data = model.training?.data
  if (!data || data.test.labels.length === 0) return undefined
  const hidden = mechanism === 'market' ? (options as IncentiveOptions<'market'>).testSamples : 0
  return data.train.labels.length - hidden < leastSamples ? undefined : data
}

function scenarioOf(question: OutlookQuestion, data: DataSet | undefined): ScenarioInput {
  const { model, mechanism, options, gasPriceGwei } = question
  const days = daysOf(mechanism, options)
  const wakeInterval = { exponential: day / 4 }
  // what was contributed before cannot be contributed again where each sample counts once
  const repeat = mechanism === 'deposits' || mechanism === 'points'
  return {
    name: 'outlook',
    data: {
      set: 'synthetic',
      train: 4_000,
      test: 500,
      features: 300,
      words: 30,
      classes: classesOf(model.classes.length),
      initialShare: data ? 0.4 : 0.2,
      repeat,
    },
    classifier: { type: typeOf(model.classifier) },
    mechanism: { type: mechanism, options: simulated(mechanism, options) },
    agents: people.honest + people.attackers,
    populations: {
      honest: { strategy: 'honest', wakeInterval },
      malicious: { strategy: 'malicious', count: people.attackers, wakeInterval },
    },
    gasPriceGwei,
    duration: days * day,
    evaluateEvery: (days * day) / 30,
    baseline: true,
  }
}

/** Of texts that are generated; a classifier of two classes has two in any case. */
const classesOf = (count: number) => Math.min(8, Math.max(2, count))

function typeOf(classifier: ClassifierName) {
  if (classifier === 'naive-bayes') return 'naive bayes'
  if (classifier === 'logistic-regression') return 'logistic regression'
  return classifier.endsWith('perceptron') ? 'perceptron' : 'nearest centroid'
}

/** Three times as long as the mechanism takes to settle something. */
export function daysOf(mechanism: MechanismName, options: IncentiveOptions): number {
  const seconds = Object.entries(options).reduce(
    (sum, [name, value]) => (takesTime[mechanism].includes(name) ? sum + Number(value) : sum),
    0,
  )
  return Math.ceil(Math.min(mostDays, Math.max(leastDays, (3 * seconds) / day)))
}

/** The times that pass before something is settled. */
const takesTime: Record<MechanismName, readonly string[]> = {
  deposits: ['refundTime'],
  points: ['verifyTime', 'confirmTime'],
  market: ['commitTime', 'revealTime', 'testTime'],
  bonded: ['challengeTime'],
}

/** The options as scenarios have them: amounts in ether, choices by their names. */
function simulated(mechanism: MechanismName, options: IncentiveOptions): Record<string, unknown> {
  const values = options as unknown as Readonly<Record<string, number | bigint>>
  const fields = optionsOf(mechanism).map(([name, { unit, choices = [] }]) => {
    const value = values[name]!
    if (unit === 'choice') return [name, choices[Number(value)]]
    return [name, unit === 'wei' ? Number(formatEther(BigInt(value))) : Number(value)]
  })
  const hasArbiter = 'arbiter' in options && options.arbiter !== zeroAddress
  return { ...Object.fromEntries(fields), ...(hasArbiter ? { arbiter: {} } : {}) }
}
