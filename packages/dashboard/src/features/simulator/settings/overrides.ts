import { parseScenario, type Scenario, type ScenarioInput, withValue } from '@cotrain/simulator'
import { optionsOf } from './mechanismOptions.ts'
import { attackersOf, baseNamed, day, hasStep, roleOf, type Settings, settingsOf } from './settings.ts'

type Json = Parameters<typeof withValue>[2]

/** A field of a scenario that is set to another value, as `--set path=value` does. */
export interface Override {
  path: string
  value: Json
}

/** What has to be set in the base scenario to get what the page shows. */
export function overridesOf(settings: Settings): Override[] {
  const base = parseScenario(baseNamed(settings.base))
  const standard = settingsOf(settings.base)
  const list: Override[] = [
    ...classifierOverrides(settings, standard),
    ...mechanismOverrides(settings, standard),
    ...attackerOverrides(settings, standard, base),
  ]
  if (settings.gasPriceGwei !== standard.gasPriceGwei)
    list.push({ path: 'gasPriceGwei', value: settings.gasPriceGwei })
  if (settings.days !== standard.days) list.push({ path: 'duration', value: settings.days * day })
  return list
}

/** The scenario that the page shows: the base with all that was set. */
export function scenarioOf(settings: Settings): ScenarioInput {
  return overridesOf(settings).reduce<object>(
    (scenario, { path, value }) => withValue(scenario, path, value),
    baseNamed(settings.base),
  ) as ScenarioInput
}

/** The same in the terminal: a command that gives the same numbers. */
export function commandOf(settings: Settings): string {
  const sets = overridesOf(settings).map(({ path, value }) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return ` --set ${quoted(`${path}=${text}`)}`
  })
  return `npx cotrain simulate ${settings.base} --seeds ${settings.seeds}${sets.join('')}`
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w.=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

function classifierOverrides({ classifier, step }: Settings, standard: Settings): Override[] {
  const stepChanged = hasStep(classifier) && step !== standard.step
  if (classifier !== standard.classifier)
    return [{ path: 'classifier', value: { type: classifier, ...(hasStep(classifier) ? { step } : {}) } }]
  return stepChanged ? [{ path: 'classifier.step', value: step }] : []
}

/** The mechanism whole, since a scenario may leave it out. */
function mechanismOverrides({ base, mechanism, options }: Settings, standard: Settings): Override[] {
  const isSame = mechanism === standard.mechanism
  const before = isSame ? standard.options : optionsOf(mechanism)
  const names = Object.keys(options)
  if (isSame && names.every(name => options[name] === before[name])) return []
  const deployed = optionsOf(mechanism)
  const own = isSame ? ownOptions(base) : {}
  const told = names.filter(name => options[name] !== deployed[name] || Object.hasOwn(own, name))
  const value = { ...own, ...Object.fromEntries(told.map(name => [name, options[name]!])) }
  return [{ path: 'mechanism', value: { type: mechanism, options: value } }]
}

/** What a built-in scenario itself says of its mechanism. */
function ownOptions(base: string): Record<string, Json> {
  return (baseNamed(base).mechanism?.options ?? {}) as Record<string, Json>
}

function attackerOverrides({ strategy, share }: Settings, standard: Settings, base: Scenario): Override[] {
  const [name] = attackersOf(base)!
  const { options: own = {} } = baseNamed(base.name).populations[name]!
  const field = `populations.${name}`
  const list: Override[] = []
  if (strategy !== standard.strategy) {
    list.push({ path: `${field}.strategy`, value: strategy })
    if (Object.keys(own as object).length > 0) list.push({ path: `${field}.options`, value: {} })
    if (roleOf(strategy) !== 'attacker') list.push({ path: `${field}.role`, value: 'attacker' })
  }
  if (share !== standard.share) list.push({ path: `${field}.share`, value: share })
  return list
}
