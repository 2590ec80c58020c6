import { mechanismNames, mechanisms as rows } from '@cotrain/sdk'
import { parseOverride, parseScenario, strategies, withValue } from '@cotrain/simulator'
import { runSweep } from '@cotrain/simulator/node'
import { describe, expect, it } from 'vitest'
import { runSeeds, sweepOf } from '../../src/features/simulator/run/runSeeds.ts'
import { paceOf, statusOf } from '../../src/features/simulator/run/statusWords.ts'
import type { Simulation } from '../../src/features/simulator/run/useSimulation.ts'
import { numericOptions } from '../../src/features/simulator/settings/mechanismOptions.ts'
import { commandOf, overridesOf, scenarioOf } from '../../src/features/simulator/settings/overrides.ts'
import {
  attackersOf,
  baseNamed,
  bases,
  type Settings,
  settingsOf,
  withMechanism,
  withOption,
} from '../../src/features/simulator/settings/settings.ts'
import { formatShare, shareValues } from '../../src/features/simulator/settings/sliders.ts'
import { strategyGroups } from '../../src/features/simulator/settings/strategyGroups.ts'

const names = bases.map(({ name }) => name)

/** Everything other than the scenario has it. */
const changed: Settings = {
  ...settingsOf('quick'),
  classifier: 'logistic regression',
  step: 0.05,
  options: { ...settingsOf('quick').options, refundTime: 43_200, depositWeight: 0 },
  strategy: 'keeper',
  share: 0.5,
  gasPriceGwei: 0.1,
  days: 3,
  seeds: 2,
}

describe('the settings of the simulator', () => {
  it('offer scenarios that need no files', () => {
    expect(names).toEqual(expect.arrayContaining(['quick', 'raid', 'topics']))
    expect(names.join()).not.toMatch(/imdb|attackers/)
  })

  it.each(names)('of %s say nothing new before anything is changed', name => {
    expect(overridesOf(settingsOf(name))).toEqual([])
    expect(scenarioOf(settingsOf(name))).toBe(baseNamed(name))
    expect(commandOf(settingsOf(name))).toBe(`npx cotrain simulate ${name} --seeds 6`)
  })

  it('all arrive in the scenario', () => {
    const scenario = parseScenario(scenarioOf(changed))
    expect(scenario.classifier).toMatchObject({ type: 'logistic regression', step: 0.05 })
    expect(scenario.mechanism).toMatchObject({ type: 'deposits' })
    expect(scenario.mechanism.options).toMatchObject({ refundTime: 43_200, depositWeight: 0 })
    expect(scenario.populations.malicious).toMatchObject({ strategy: 'keeper', share: 0.5, role: 'attacker' })
    expect(scenario).toMatchObject({ gasPriceGwei: 0.1, duration: 259_200 })
    expect(attackersOf(scenario)![0]).toBe('malicious')
  })

  it('every strategy and every mechanism makes a scenario', () => {
    const listed = strategyGroups.flatMap(({ items }) => items)
    expect(listed.toSorted()).toEqual(Object.keys(strategies).toSorted())
    for (const name of names) {
      for (const strategy of listed) parseScenario(scenarioOf({ ...settingsOf(name), strategy }))
      for (const mechanism of mechanismNames) {
        const { options } = withMechanism(settingsOf(name), mechanism)
        for (const [option, value] of Object.entries(options)) {
          const settings = {
            ...withMechanism(settingsOf(name), mechanism),
            options: { ...options, [option]: value },
          }
          parseScenario(scenarioOf(settings))
        }
      }
    }
  })

  it('shares of attackers are whole agents, and some honest ones are left', () => {
    expect(shareValues(settingsOf('quick'))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    expect(formatShare(0.3, 10)).toBe('30 %, 3 of 10 agents')
  })
})

describe('the command', () => {
  it('names what was changed, in words that a shell takes apart again', () => {
    expect(commandOf(changed)).toBe(
      'npx cotrain simulate quick --seeds 2' +
        ` --set 'classifier={"type":"logistic regression","step":0.05}'` +
        ` --set 'mechanism={"type":"deposits","options":{"depositWeight":0,"refundTime":43200}}'` +
        ' --set populations.malicious.strategy=keeper --set populations.malicious.role=attacker' +
        ' --set populations.malicious.share=0.5 --set gasPriceGwei=0.1 --set duration=259200',
    )
  })

  it('sets the same as the page', () => {
    const sets = overridesOf(changed).map(({ path, value }) =>
      parseOverride(`${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
    )
    const scenario = sets.reduce<object>(
      (object, { path, value }) => withValue(object, path, value),
      baseNamed('quick'),
    )
    expect(parseScenario(scenario)).toEqual(parseScenario(scenarioOf(changed)))
  })
})

describe('the options of a mechanism', () => {
  it('are read from its own description', () => {
    const options = numericOptions('deposits')
    expect(options.map(({ name }) => name)).toEqual([
      'depositWeight',
      'refundTime',
      'ownerClaimTime',
      'anyClaimTime',
    ])
    for (const { standard, values } of options) {
      expect(values).toContain(standard)
      expect(values[0]).toBe(0)
      expect(values).toEqual(values.toSorted((a, b) => a - b))
      expect(values.every(value => Number.isInteger(value))).toBe(true)
    }
    expect(options[1]!.values.at(-1)).toBe(64 * 86_400)
    expect(options.map(({ label }) => label)).toEqual([
      'Price at most',
      'Refund time',
      'Owner claim time',
      'Any claim time',
    ])
  })
})

describe('the ends of a range', () => {
  it('give way to one another, so that there is always a bundle of some size', () => {
    const settings = withMechanism(settingsOf('quick'), 'market')
    const { minSamples, maxSamples } = settings.options
    expect(withOption(settings, 'minSamples', maxSamples! + 1).options.maxSamples).toBe(maxSamples! + 1)
    expect(withOption(settings, 'maxSamples', minSamples! - 1).options.minSamples).toBe(minSamples! - 1)
    expect(withOption(settings, 'maxSamples', maxSamples! + 1).options.minSamples).toBe(minSamples)
  })
})

describe('a value of an option', () => {
  it('is even where the contract wants it', () => {
    const { values } = numericOptions('market').find(({ name }) => name === 'testSamples')!
    expect(values.filter(value => value % 2 !== 0)).toEqual([])
  })

  it.each(mechanismNames)('of %s is written in the unit of its row', mechanism => {
    const units = Object.entries(rows[mechanism].options).map(([name, { unit }]) => [name, unit])
    const written = new Map(numericOptions(mechanism).map(({ name, format }) => [name, format(3_600)]))
    for (const [name, unit] of units as [string, string][]) {
      if (unit === 'seconds') expect(written.get(name), name).toBe('1 hour')
      else if (unit === 'wei') expect(written.get(name), name).toBe('3,600 ETH')
      else if (unit === 'gwei') expect(written.get(name), name).toBe('0.013 ETH, weight 3,600')
      else if (unit === 'choice') expect(written.has(name), name).toBe(false)
      else expect(written.get(name), name).toBe('3,600')
    }
  })

  it('that only simulations have is a count or ether', () => {
    const written = (mechanism: 'points' | 'market', option: string) =>
      numericOptions(mechanism)
        .find(({ name }) => name === option)!
        .format(2)
    expect(written('points', 'pointValue')).toBe('2 ETH')
    expect(written('market', 'bounty')).toBe('2 ETH')
    expect(written('market', 'testSamples')).toBe('2')
  })
})

describe('runs on the page', () => {
  it('have the numbers of cotrain simulate, and tell how far they are', async () => {
    const request = { scenario: scenarioOf(changed), seeds: changed.seeds }
    const runs: Parameters<Parameters<typeof runSeeds>[2]>[0][] = []
    const progress: number[] = []
    await runSeeds(
      request,
      done => progress.push(done),
      run => runs.push(run),
    )
    const sweep = await runSweep({ ...request, threads: 1 })
    const untimed = (list: typeof sweep.runs) =>
      list.map(run => ({ ...run, metrics: { ...run.metrics, wallSeconds: 0 } }))
    expect({ ...sweepOf(request, runs), runs: untimed(runs) }).toEqual({
      ...sweep,
      runs: untimed(sweep.runs),
    })
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(2)
    expect(progress.filter(done => done < 1).length).toBeGreaterThan(2)
  })

  it('of data that lie in files are refused', async () => {
    const scenario = { ...baseNamed('quick'), data: { set: 'reviews' as const } }
    const nothing = () => {}
    await expect(runSeeds({ scenario, seeds: 1 }, nothing, nothing)).rejects.toThrow(/^data\.set: /)
  })

  it('are told in words', () => {
    const request = { scenario: baseNamed('quick'), seeds: 4 }
    const at = (change: Partial<Simulation>): Simulation => ({
      phase: 'running',
      done: 1.5,
      total: 4,
      elapsed: 3,
      runs: [],
      request,
      ...change,
    })
    expect(statusOf(at({}))).toBe('0 of 4 seeds')
    expect(paceOf(at({}))).toBe('0.5 a second, about 5 s left')
    expect(paceOf(at({ done: 0, elapsed: 0 }))).toBe('\u00a0')
    expect(statusOf(at({ phase: 'done' }))).toBe('All 4 seeds have run')
    expect(paceOf(at({ phase: 'done' }))).toBe('in 3 s')
    expect(statusOf(at({ phase: 'stopped' }))).toBe('Stopped after 0 of 4 seeds')
  })
})
