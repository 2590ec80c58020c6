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
function mechanismOverrides({ mechanism, options }: Settings, standard: Settings): Override[] {
  const before = mechanism === standard.mechanism ? standard.options : optionsOf(mechanism)
  const names = Object.keys(options)
  const isChanged = mechanism !== standard.mechanism || names.some(name => options[name] !== before[name])
  if (!isChanged) return []
  const deployed = optionsOf(mechanism)
  const chosen = names.filter(name => options[name] !== deployed[name])
  return [
    {
      path: 'mechanism',
      value: { type: mechanism, options: Object.fromEntries(chosen.map(name => [name, options[name]!])) },
    },
  ]
}

function attackerOverrides({ strategy, share }: Settings, standard: Settings, base: Scenario): Override[] {
  const [name, attackers] = attackersOf(base)!
  const field = `populations.${name}`
  const list: Override[] = []
  if (strategy !== standard.strategy) {
    list.push({ path: `${field}.strategy`, value: strategy })
    if (Object.keys(attackers.options as object).length > 0)
      list.push({ path: `${field}.options`, value: {} })
    if (roleOf(strategy) !== 'attacker') list.push({ path: `${field}.role`, value: 'attacker' })
  }
  if (share !== standard.share) list.push({ path: `${field}.share`, value: share })
  return list
}
