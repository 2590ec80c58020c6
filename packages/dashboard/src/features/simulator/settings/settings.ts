import {
  builtInScenarios,
  type ClassifierSettings,
  type Population,
  parseScenario,
  type Scenario,
  type ScenarioInput,
  strategies,
} from '@cotrain/simulator'
import { type OptionValues, optionsOf, type SimulatedName } from './mechanismOptions.ts'

export type ClassifierType = ClassifierSettings['type']

/** What can be set on the page; the rest is the base scenario's. */
export interface Settings {
  /** Name of the built-in scenario that the others change. */
  base: string
  classifier: ClassifierType
  /** How far a contribution moves a weight, for classifiers that have such a step. */
  step: number
  mechanism: SimulatedName
  /** Numbers of the mechanism's contract, by name. */
  options: OptionValues
  /** What the attackers do. */
  strategy: string
  /** Share of the agents that attack. */
  share: number
  gasPriceGwei: number
  days: number
  seeds: number
}

export const day = 86_400
/** What models are deployed with, relative to the size of the weights. */
const deployedStep = 0.1
const firstSeeds = 6

/** Classifiers by the names that people read. */
export const classifierNames: Record<ClassifierType, string> = {
  perceptron: 'Perceptron',
  'logistic regression': 'Logistic regression',
  'naive bayes': 'Naive Bayes',
  'nearest centroid': 'Nearest centroids',
}

/** Whether a contribution moves weights by a step that can be chosen. */
export const hasStep = (type: ClassifierType) => type === 'perceptron' || type === 'logistic regression'

/** The built-in scenarios that need no files and whose attackers are a share of the agents. */
export const bases: readonly ScenarioInput[] = Object.values(builtInScenarios).filter(input => {
  const scenario = parseScenario(input)
  return (
    scenario.data.set === 'synthetic' &&
    scenario.axes.length === 0 &&
    scenario.duration !== undefined &&
    scenario.agents !== undefined &&
    attackersOf(scenario)?.[1].share !== undefined
  )
})

/** @throws RangeError when no built-in scenario that the page offers is called so */
export function baseNamed(name: string): ScenarioInput {
  const base = bases.find(scenario => scenario.name === name)
  if (!base) throw new RangeError(`There is no scenario "${name}".`)
  return base
}

/** The first population that attacks, with its name. */
export function attackersOf({ populations }: Scenario): [string, Population] | undefined {
  return Object.entries(populations).find(
    ([, { role, strategy }]) => (role ?? roleOf(strategy)) === 'attacker',
  )
}

/** What a strategy is for, if a scenario does not say otherwise. */
export function roleOf(strategy: string) {
  return strategies[strategy]?.role
}

/** A built-in scenario as it is, before anything is changed. */
export function settingsOf(base: string): Settings {
  const scenario = parseScenario(baseNamed(base))
  const { classifier, mechanism, gasPriceGwei } = scenario
  const [, attackers] = attackersOf(scenario)!
  return {
    base,
    classifier: classifier.type,
    step: ('step' in classifier ? classifier.step : undefined) ?? deployedStep,
    mechanism: mechanism.type,
    options: { ...optionsOf(mechanism.type), ...numbersOf(mechanism.options) },
    strategy: attackers.strategy,
    share: attackers.share!,
    gasPriceGwei,
    days: scenario.duration! / day,
    seeds: firstSeeds,
  }
}

/** The same with another mechanism, as it is deployed. */
export function withMechanism(settings: Settings, mechanism: SimulatedName): Settings {
  const base = settingsOf(settings.base)
  return {
    ...settings,
    mechanism,
    options: base.mechanism === mechanism ? base.options : optionsOf(mechanism),
  }
}

/** Numbers of which the second is the first at least. */
const ranges = [['minSamples', 'maxSamples']] as const

/** The same with another number of the mechanism; where it is an end of a range, the other end gives way. */
export function withOption(settings: Settings, name: string, value: number): Settings {
  const options: Record<string, number> = { ...settings.options, [name]: value }
  for (const [least, most] of ranges) {
    if (name === least && options[most]! < value) options[most] = value
    if (name === most && options[least]! > value) options[least] = value
  }
  return { ...settings, options }
}

function numbersOf(options: unknown): OptionValues {
  return Object.fromEntries(
    Object.entries(options as Record<string, unknown>).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  )
}
