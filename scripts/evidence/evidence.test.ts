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
import {
  costsScenario,
  decoysScenario,
  disagreementScenario,
  dropsScenario,
  ladderScenario,
  purseScenario,
  roundsScenario,
} from './bonds.ts'
import {
  costsPage,
  decoysPage,
  disagreementPage,
  dropsPage,
  ladderPage,
  pursePage,
  roundsPage,
} from './bondsPage.ts'
import {
  deviationScenarios,
  marketCostsScenario,
  marketRoundsScenario,
  marketSponsorsScenario,
} from './deviations.ts'
import { deviationsPage, marketCostsPage, marketRoundsPage } from './deviationsPage.ts'
import { gamePage, profilesOf } from './gamePage.ts'
import { hardenedScenario } from './hardened.ts'
import { hardenedPage } from './hardenedPage.ts'
import { backdoorScenario, dictionaryScenario, fillerScenario, weightScenario } from './limits.ts'
import { fillerPage, sponsorsPage } from './peoplePage.ts'
import { quoteFigures, quoting } from './quote.ts'
import { backdoorPage, dictionaryPage, weightPage } from './samplesPage.ts'
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

describe('the pages of the blind market', () => {
  /** A scenario with the chosen values of its last axis, and of others the first. */
  const shorter = (scenario: ScenarioInput, chosen: (populations: object) => boolean) => ({
    ...scenario,
    axes: scenario.axes!.map((axis, i) => ({
      ...axis,
      values:
        i === scenario.axes!.length - 1
          ? axis.values.filter(value => chosen(value as object))
          : axis.values.slice(1, 2),
    })),
  })
  const logistic = deviationScenarios().find(({ name }) => name === 'deviations-reviews-logistic-regression')!

  test('say what one gains who leaves honesty, by the figures of the runs', async () => {
    const names = ['honest', 'abstain', 'knows it, three accounts', 'wrong labels, three', 'nobody']
    const scenario = shorter(logistic, populations => names.includes(Object.keys(populations)[1]!))
    const seeds = 4
    const sweep = await runSweep({ scenario, seeds, threads: 1 })
    expect(sweep.runs).toHaveLength(names.length * seeds)
    const text = deviationsPage(sweep, 'the command')
    const honest = sweep.runs.slice(0, seeds).map(({ agents }) => {
      expect(agents).toHaveLength(10)
      return agents.reduce((sum, { profit, notes }) => sum + profit + notes!.labour!, 0) / 10
    })
    const mean = (1_000 * honest.reduce((sum, value) => sum + value, 0)) / seeds
    expect(text).toMatch(new RegExp(`\\| abstain \\| ${(-mean).toFixed(2)} ± `))
    const label = (1_000 * 40 * 0.0005).toFixed(0)
    const costly = text.match(/\(honest agents earn\) \|.* \| (\S+) ± \S+ \|$/m)![1]!
    expect(Number(costly)).toBeCloseTo(mean - Number(label), 1)
    expect(text).toMatch(/\| wrong labels, three \| .* ± .* \| .* ± .* \|/)
    expect(text).toContain('the command')
  })

  test('compare the markets, and show sponsors and markets one after another', async () => {
    const costs = shorter(marketCostsScenario('reviews'), () => true)
    const costsSweep = await runSweep({ scenario: costs, seeds: 2, threads: 1 })
    expect(marketCostsPage(costsSweep, '')).toMatch(/logistic regression; published: .* points for/)
    const sponsors = await runSweep({ scenario: marketSponsorsScenario(), seeds: 1, threads: 1 })
    expect(sponsorsPage(sponsors, '')).toContain('`cheatingSponsor how vanish`')
    const rounds = shorter(marketRoundsScenario(), () => true)
    const roundsSweep = await runSweep({ scenario: rounds, seeds: 1, threads: 1 })
    expect(marketRoundsPage(roundsSweep, '')).toContain('logistic regression; copier')
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
    const text = watchersPage(await runSweep({ scenario, seeds: 6, threads: 1 }), 'the command')
    expect(text).toContain('as long as each of seven honest agents looks at 100 %')
    expect(text).toMatch(/\| 0 %; 1 \| .* \| 100 % \|/)
  })
})

/** A scenario with fewer points: other values of its axes, where there are some. */
const shorter = (scenario: ScenarioInput, ...values: (readonly unknown[] | undefined)[]): ScenarioInput => ({
  ...scenario,
  axes: scenario.axes!.map((axis, i) => ({ ...axis, values: values[i] ?? axis.values })) as never,
})
const swept = (scenario: ScenarioInput) => runSweep({ scenario, seeds: 2, threads: 1 })
const valuesOf = (scenario: ScenarioInput, axis: number) => scenario.axes![axis]!.values

/** Deposits, as pages write them. */
const deposits = (ether: number) => (ether / 0.002).toFixed(1)
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('the pages of bonds', () => {
  const [two, three, , arbiter] = valuesOf(roundsScenario(), 0)

  test('say what a drop costs either side, by the figures of the runs', async () => {
    const base = roundsScenario()
    const scenario = { ...base, data: { ...base.data, testSize: 100 } } as ScenarioInput
    const sweep = await swept(shorter(scenario, [two, three], [3], ['model']))
    const text = roundsPage(sweep, 'the command')
    // After two challenges nobody goes on for three.
    expect(text).not.toContain('| 2; 3; model |')
    const runs = sweep.runs.slice(2)
    const lostBy = (i: number) =>
      meanOf(
        runs.map(({ populations }) => populations[i]!.lost + populations[i]!.open - populations[i]!.taken),
      )
    expect(text).toContain(`so attackers lose ${(lostBy(1) / lostBy(0)).toFixed(2)} for each`)
    const earned = meanOf(
      runs.map(({ populations }) => (populations[1]!.profit - populations[1]!.open) / populations[1]!.count),
    )
    expect(text).toMatch(new RegExp(`\\| 3; 3; model \\| ${deposits(earned)} ± `))
    expect(text).toContain('In none of 1 cases is an attacking agent shown to gain.')
  })

  test('say from which purse on attacking does not pay', async () => {
    const scenario = purseScenario()
    const populations = valuesOf(scenario, 1)
    const sweep = await swept(shorter(scenario, [three], [populations[0], populations.at(-6)]))
    for (const [i, { populations }] of sweep.runs.entries()) populations[1]!.profit = i < 2 ? 1 : -1
    expect(pursePage(sweep, '')).toMatch(
      /In 1 of 2 cases an attacking agent is shown to gain, most at 3; 2; malicious rounds 4; alone: .*\n- Dropped after 3 challenges, honest agents pay alone: no attack .* while each honest agent owns 240 deposits or more/,
    )
    for (const { populations } of sweep.runs) populations[1]!.profit = 1
    expect(pursePage(sweep, '')).toContain('attackers gain up to the longest purse that was tried')
  })

  test('say who answers the last challenge, and what a drop is good for', async () => {
    const rungs = await swept(shorter(ladderScenario(), [three], [10]))
    expect(ladderPage(rungs, '')).toMatch(/In 1 of 2 cases .* nobody answers: 3; 10; money\./)
    expect(ladderPage(rungs, '')).toMatch(/- Answered at 3; 10; model: /)

    const drops = dropsScenario()
    const text = dropsPage(await swept(shorter(drops, undefined, [valuesOf(drops, 1)[3]])), '')
    expect(text).toMatch(/- Dropped after 3 challenges, `silencer`: .* so attackers lose 1\.00 for each/)
    expect(text).toMatch(/\| 3; silencer; model \| .* \| 100 % \|/)
    expect(text).toMatch(/- An arbiter after 3 challenges, `silencer`: /)
  })

  test('say what lasting opinions and decoys come to', async () => {
    const differing = await swept(shorter(disagreementScenario(), [arbiter], [0.05], ['money']))
    const worst = differing.runs.map(({ agents }) =>
      Math.min(...agents.map(({ taken, lost, open }) => taken - lost - open)),
    )
    expect(disagreementPage(differing, '')).toContain(
      `An arbiter after 3 challenges, people who differ about 5 % of the samples contradict for money: the worst of ten comes to ${deposits(meanOf(worst))} ±`,
    )

    const decoys = await swept(shorter(decoysScenario(), [30], [0, 1]))
    const watching = decoys.runs
      .slice(2)
      .map(({ agents }) => agents.find(each => each.population === 'watcher')!)
    const labour = watching.map(({ notes }) => notes!.labour!)
    expect(Math.min(...labour)).toBeGreaterThan(0)
    expect(decoysPage(decoys, '')).toMatch(/- 30 decoys a month cost their sponsor \d.* each of 1 who look/)
    expect(decoysPage(decoys, '')).toMatch(/\| 30; 0 \| – \|/)

    const costs = await swept(shorter(costsScenario(), [three], [2], [16]))
    const [honest] = costs.runs.map(({ populations }) => populations[0]!)
    expect(honest!.profit).toBeLessThan(honest!.taken - honest!.lost - honest!.gas)
    expect(costsPage(costs, '')).toMatch(
      /- Dropped after 3 challenges, people who are awake 16 hours, attackers who give up at 2: /,
    )
  })
})

describe('the pages of what breaks it', () => {
  test('say what chosen samples and a full market come to', async () => {
    const bayes = [{ type: 'naive bayes' }]
    const dictionary = await swept(shorter(dictionaryScenario('reviews'), bayes, [{ padding: 200 }]))
    const lost = dictionary.runs.map(({ metrics }) => metrics.baselineFinalAccuracy! - metrics.finalAccuracy)
    const points = (100 * (lost[0]! + lost[1]!)) / 2
    expect(points).toBeGreaterThan(10)
    const rowOfWords = `\\| naive bayes, padding 200 \\| .* \\| ${points.toFixed(2)} ± [\\d.]+ \\|`
    expect(dictionaryPage(dictionary, '')).toMatch(new RegExp(rowOfWords))

    const weighed = await swept(
      shorter(weightScenario('reviews'), ['auto'] as never, [0], [{ padding: 448 }]),
    )
    const left = weighed.runs.map(({ metrics }) => metrics.baselineFinalAccuracy! - metrics.finalAccuracy)
    const leftPoints = (100 * (left[0]! + left[1]!)) / 2
    expect(leftPoints).toBeLessThan(points / 2)
    expect(weightPage(weighed, '')).toContain(`at the end, at most, ${leftPoints.toFixed(2)} ±`)

    const bonds = [{ type: 'bonded' }]
    const door = await swept(shorter(backdoorScenario(), bonds, [3]))
    const notes = door.runs.map(({ agents }) => agents.at(-1)!.notes!.triggerSuccess!)
    const opened = (100 * (notes[0]! + notes[1]!)) / 2
    expect(opened).toBeGreaterThan(80)
    expect(backdoorPage(door, '')).toContain(`Under bonded the model gives ${opened.toFixed(2)} ±`)

    const places = await swept(shorter(fillerScenario(), [100], [0, 1]))
    const [, filled] = [places.runs.slice(0, 2), places.runs.slice(2)]
    for (const { populations } of filled) expect(populations[1]!.contributions).toBeGreaterThan(95)
    expect(fillerPage(places, '')).toMatch(/\| 100; 0 \| – \|/)
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
