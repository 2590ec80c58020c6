import { readFileSync } from 'node:fs'
import {
  parseOverride,
  type RunResult,
  type ScenarioInput,
  type SweepAxis,
  withValue,
} from '@cotrain/simulator'
import { runSweep } from '@cotrain/simulator/node'
import { describe, expect, test } from 'vitest'
import { attackPage } from './attackPage.ts'
import { gamePage, profilesOf } from './gamePage.ts'
import { hardenedScenario } from './hardened.ts'
import { hardenedPage } from './hardenedPage.ts'
import {
  backdoorScenario,
  dictionaryScenario,
  disagreementScenario,
  fillerScenario,
  ladderScenario,
  roundsScenario,
} from './limits.ts'
import { ladderPage, roundsPage } from './limitsPage.ts'
import { disagreementPage, fillerPage } from './peoplePage.ts'
import { quoteFigures, quoting } from './quote.ts'
import { backdoorPage, dictionaryPage } from './samplesPage.ts'
import { watchersScenario } from './sensitivity.ts'
import { watchersPage } from './sensitivityPage.ts'
import { attackAxis, attackScenario, gameScenario, mechanisms } from './settings.ts'

const day = 86_400

/** The attack scenario, short, with one strategy. */
function shortened(strategy: string, shares: number[]): ScenarioInput {
  const scenario = attackScenario('deposits', 'penguins', 'short')
  const [, , share] = scenario.axes!
  return {
    ...scenario,
    duration: 20 * day,
    axes: [
      { path: 'classifier', values: [{ type: 'perceptron' }] },
      attackAxis([{ strategy }]) as NonNullable<ScenarioInput['axes']>[number],
      { ...share!, values: shares },
    ],
  }
}

describe('a page of attacks', () => {
  test('marks where accuracy falls, by the figures of the runs', async () => {
    const sweep = await runSweep({ scenario: shortened('malicious', [0.1, 0.5]), seeds: 6, threads: 1 })
    const { text, plot } = await attackPage(sweep, 'the command', 'mean')
    const row = text.match(/^\| perceptron, malicious \| (.*) \|$/m)![1]!.split(' | ')
    const lost = sweep.runs.slice(6).map(({ metrics }) => metrics.lostPoints)
    const mean = lost.reduce((sum, value) => sum + value, 0) / lost.length
    expect(row[1]).toMatch(new RegExp(`^${mean.toFixed(2)} ± .* ✗$`))
    expect(row[2]).not.toBe('≥ 50 %')
    expect(text).toMatch(/- Mean accuracy falls by more than a point in 1 of 1 pairs/)
    expect(text).toContain('the command')
    expect(plot.svg).toMatch(/^<svg/)
  })

  test('says that accuracy holds where nobody attacks', async () => {
    const sweep = await runSweep({ scenario: shortened('honest', [0.1]), seeds: 3, threads: 1 })
    for (const { metrics } of sweep.runs) metrics.lostPoints = 0
    const { text } = await attackPage(sweep, 'the command', 'mean')
    expect(text).toContain('| perceptron, honest | 0.00 ± 0.00 | ≥ 10 % |')
    expect(text).toMatch(/- Mean accuracy falls by more than a point in 0 of 1 pairs/)
  })
})

describe('the pages of the hardened mechanism', () => {
  const shorter = (scenario: ScenarioInput, change: (axes: SweepAxis[]) => SweepAxis[]) => ({
    ...scenario,
    axes: change(scenario.axes as SweepAxis[]) as NonNullable<ScenarioInput['axes']>,
  })
  const classifiers = [{ type: 'nearest centroid' }]

  test('say which attacks lose money, by the figures of the runs', async () => {
    const scenario = shorter(hardenedScenario('penguins'), ([mechanism, classifier, attack]) => [
      mechanism!,
      { ...classifier!, values: classifiers },
      { ...attack!, values: attack!.values.slice(0, 2) },
    ])
    const sweep = await runSweep({ scenario, seeds: 3, threads: 1 })
    const text = hardenedPage(sweep, 'the command')
    expect(text).toContain('So tried, with bonds each of the 1 attacks loses money')
    expect(text).toContain('So tried, with bonds mean accuracy stays within 1 point')
    const bonded = sweep.runs.slice(-3)
    const profits = bonded.map(({ populations }) => populations[1]!.profit / populations[1]!.count)
    const mean = (1_000 * profits.reduce((sum, profit) => sum + profit, 0)) / 3
    expect(text).toMatch(new RegExp(`poison, nearest centroid \\| .* \\| ${mean.toFixed(2)} ± `))
    for (const { populations } of sweep.runs.filter(({ metrics }) => metrics.attackerProfit < 0)) {
      populations[1]!.profit = 1
    }
    expect(hardenedPage(sweep, '')).toContain('not shown to lose: poison, nearest centroid')
  })

  test('say how closely people must look', async () => {
    const scenario = shorter(watchersScenario('reviews'), ([watches, copiers]) => [
      { ...watches!, values: [1, 0] },
      copiers!,
    ])
    const text = watchersPage(await runSweep({ scenario, seeds: 3, threads: 1 }), 'the command')
    expect(text).toContain('as long as each of seven honest agents looks at 100 %')
    expect(text).toMatch(/\| 0 %; 1 \| .* \| 100 % \|/)
  })
})

describe('the pages of what breaks it', () => {
  test('say from where on attacking pays, by the figures of the runs', async () => {
    const base = roundsScenario()
    const [rounds, honest] = base.axes as SweepAxis[]
    const scenario = {
      ...base,
      data: { ...base.data, testSize: 100 },
      axes: [
        { ...rounds!, values: [5, 7] },
        { ...honest!, values: [6] },
        { path: 'populations.attacker.count', values: [3] },
      ],
    } as ScenarioInput
    const sweep = await runSweep({ scenario, seeds: 3, threads: 1 })
    const text = roundsPage(sweep, 'the command')
    expect(text).toMatch(
      /attackers: 3\. Here attacking pays where attackers give up at 7: an attacker earns 2\d{4}\./,
    )
    expect(text).toMatch(/Not so where attackers give up at 5: an attacker earns -99\d\d\./)
    expect(text).toMatch(/\| 7; 6; 3 \| 2\d{4}\./)
    for (const { populations } of sweep.runs) populations[1]!.profit = -1
    expect(roundsPage(sweep, '')).toContain('Here attacking is not shown to pay')
  })

  test('say what chosen samples, a full market and lasting opinions come to', async () => {
    const shorter = (scenario: ScenarioInput, ...values: (number | object)[][]) => ({
      ...scenario,
      axes: scenario.axes!.map((axis, i) => ({ ...axis, values: values[i] ?? axis.values })) as never,
    })
    const swept = async (scenario: ScenarioInput) => runSweep({ scenario, seeds: 2, threads: 1 })
    const bayes = [{ type: 'naive bayes' }]
    const dictionary = await swept(shorter(dictionaryScenario('reviews'), bayes, [{ padding: 200 }]))
    const lost = dictionary.runs.map(({ metrics }) => metrics.baselineFinalAccuracy! - metrics.finalAccuracy)
    const points = (100 * (lost[0]! + lost[1]!)) / 2
    expect(points).toBeGreaterThan(10)
    const rowOfWords = `\\| naive bayes, padding 200 \\| .* \\| ${points.toFixed(2)} ± [\\d.]+ \\|`
    expect(dictionaryPage(dictionary, '')).toMatch(new RegExp(rowOfWords))

    const bonds = [{ type: 'bonded' }]
    const door = await swept(shorter(backdoorScenario(), bonds, [3]))
    const notes = door.runs.map(({ agents }) => agents.at(-1)!.notes!.triggerSuccess!)
    const opened = (100 * (notes[0]! + notes[1]!)) / 2
    expect(opened).toBeGreaterThan(80)
    expect(backdoorPage(door, '')).toContain(`Under bonded the model gives ${opened.toFixed(2)} ±`)

    const rungs = await swept(shorter(ladderScenario(), [5], [0.1, 10], [20]))
    expect(ladderPage(rungs, '')).toMatch(/In 1 of 2 cases .* The model loses most at 5; 0\.1; 20/)

    const places = await swept(shorter(fillerScenario(), [100], [0, 1]))
    const [, filled] = [places.runs.slice(0, 2), places.runs.slice(2)]
    for (const { populations } of filled) expect(populations[1]!.contributions).toBeGreaterThan(95)
    expect(fillerPage(places, '')).toMatch(/\| 100; 0 \| – \|/)

    const differing = await swept(shorter(disagreementScenario(), [0.1]))
    const worst = differing.runs.map(({ agents }) =>
      Math.min(...agents.map(({ profit, open }) => profit - open)),
    )
    expect(disagreementPage(differing, '')).toContain(
      `the worst of ten honest agents earns ${((1_000 * (worst[0]! + worst[1]!)) / 2).toFixed(2)} ±`,
    )
  })

  test('are what the command of the threat model gives', async () => {
    const text = readFileSync(new URL('../../docs/threat-model.md', import.meta.url), 'utf8')
    const [, path, sets] = text.match(
      /npx cotrain simulate (docs\/evidence\/\S+)((?: --set \S+)+) --seeds 4/,
    )!
    const file = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
    const scenario = [...sets!.matchAll(/--set (\S+)/g)]
      .map(([, set]) => parseOverride(set!.replaceAll("'", '')))
      .reduce<object>((object, { path, value }) => withValue(object, path, value), JSON.parse(file))
    const { runs } = await runSweep({ scenario: scenario as ScenarioInput, seeds: 4, threads: 1 })
    const mean = (of: (run: RunResult) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length
    const [start, end] = [
      mean(({ metrics }) => 100 * metrics.initialAccuracy),
      mean(({ metrics }) => 100 * metrics.finalAccuracy),
    ]
    expect(text).toContain(`accuracy falls from about ${start.toFixed(0)} to ${end.toFixed(0)} %`)
    const lost = -mean(({ metrics }) => metrics.honestProfit)
    expect(text).toContain(`lose ${lost.toFixed(2)} of their 70 ether`)
  })
})

describe('a page of the game', () => {
  const [mechanism] = Object.keys(mechanisms) as [string]
  const profiles = profilesOf(mechanism)
  const scenario = gameScenario(mechanism, 'reviews', profiles)

  /** What each profile's one player earns, in ether, with a little more for each seed. */
  const page = (payoff: (own: string, others: Record<string, number>) => number) => {
    const runs = profiles.flatMap(({ own, others }) =>
      [0, 1, 2].map(
        seed =>
          ({
            populations: [{ name: 'own', profit: payoff(own, others) + seed / 1e6, open: 0, points: 0 }],
          }) as RunResult,
      ),
    )
    return gamePage(mechanism, scenario, runs, 3, 'the command')
  }

  test('honesty that pays most is a best response, and where dynamics lead', () => {
    const text = page(own => (own === 'honest' ? 0.02 : -0.01))
    expect(text).toMatch(
      /among those who take part, and the strategies tried, honesty is a best response\. Who stays away instead gains -20\.00 ± 0\.01\./,
    )
    expect(text).toMatch(/\| 100 % honest \| 100 % \| 0\.00 \|/)
  })

  test('tells attacks that earn from those that only spend less', () => {
    const saving = page(own => (own === 'honest' ? -0.02 : -0.01))
    expect(saving).toMatch(
      /No attack of those tried earns anything \(the best one: `random`, -10\.00 ± 0\.00\)/,
    )
    const earning = page(own => (own === 'pendingCopier' ? 0.05 : -0.01))
    expect(earning).toMatch(/may earn something: 1 of 9 \(the best one: `pendingCopier`, 50\.00/)
  })

  test('an attack that pays more is named, with its gain', () => {
    const text = page(own => (own === 'pendingCopier' ? 0.05 : own === 'honest' ? 0.02 : -0.01))
    expect(text).toMatch(
      /gains by attacking instead is 30\.00 .* by `pendingCopier`: among those who take part, and the strategies tried, honesty is no best response/,
    )
    expect(text).toMatch(/\| pendingCopier \| 30\.00 ± 0\.00 \|/)
  })

  test('the others count: farming pays beside honest ones only', () => {
    const text = page((own, { honest = 0 }) => (own === 'countFarmer' ? (honest - 4.5) / 100 : -0.001))
    expect(text).toMatch(/\| 9 honest \| -1\.00 .* \| 45\.00 ± 0\.00 \|/)
    expect(text).toMatch(/\| 100 % abstain \|/)
  })

  test('has ten players, fewer where some abstain', () => {
    const [axis] = scenario.axes!
    const sizes = axis!.values.map(value =>
      Object.values(value as Record<string, { count: number }>).reduce((sum, { count }) => sum + count, 0),
    )
    expect(sizes).toHaveLength(profiles.length)
    expect(Math.max(...sizes)).toBe(10)
    expect(Math.min(...sizes)).toBe(1)
  })
})

describe('figures that documents quote', () => {
  const docs = new URL('../../docs/', import.meta.url)
  const page = (name: string) => readFileSync(new URL(`evidence/${name}.md`, docs), 'utf8')

  test.each(quoting)('are those of the evidence: %s', name => {
    const text = readFileSync(new URL(`../${name}.md`, docs), 'utf8')
    expect(text).toMatch(/<!--[\w-]+ :: /)
    expect(quoteFigures(text, page)).toBe(text)
  })

  test('are renewed, and missed where there are none', () => {
    const table = () => '| attack | profit |\n| --- | ---: |\n| poison | -1.00 |\n'
    const quote = (row: string, column: string) =>
      quoteFigures(`costs <!--p :: ${row} :: ${column}-->old<!---->, so`, table)
    expect(quote('poison', 'profit')).toBe('costs <!--p :: poison :: profit-->-1.00<!---->, so')
    expect(() => quote('flip', 'profit')).toThrow(/p\.md has no table with a row "flip"/)
    expect(() => quote('poison', 'loss')).toThrow(/and a column "loss"/)
  })
})
