/**
 * Do the incentives keep the model accurate? Runs the simulations, and writes docs/evidence from them.
 *
 * Usage: npm run evidence -- [--long] [--only NAME] [--seeds N] [--threads N] [--lines FOLDER [--shard I/N]]
 *
 * NAME is a page, such as deposits-reviews. IMDB is among the data when COTRAIN_IMDB names its folder, headlines when
 * COTRAIN_CLICKBAIT does. With --lines each run is kept in FOLDER as soon as it has ended, and a broken off one goes on
 * there. With --shard only the I-th of N parts of all runs are made, and no pages: run each on a machine of its own, copy
 * the folders into one, and make the pages with --lines FOLDER.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ScenarioInput } from '@cotrain/simulator'
import { runSweep } from '@cotrain/simulator/node'
import { standAlone } from '@cotrain/simulator/report'
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
import { indexPage } from './indexPage.ts'
import { backdoorScenario, dictionaryScenario, fillerScenario, weightScenario } from './limits.ts'
import { readOptions } from './options.ts'
import type { Page } from './page.ts'
import { fillerPage, sponsorsPage } from './peoplePage.ts'
import { quoteFigures, quoting } from './quote.ts'
import { backdoorPage, dictionaryPage, weightPage } from './samplesPage.ts'
import { mistakesScenario, sponsorsScenario, watchersScenario } from './sensitivity.ts'
import { mistakesPage, watchersPage } from './sensitivityPage.ts'
import { attackScenario, dataSets, extents, gameScenario, mechanisms } from './settings.ts'

process.once('uncaughtException', ({ message }) => {
  console.error(`error: ${message}`)
  process.exit(1)
})

const values = readOptions(process.argv.slice(2))
const extent = values.long ? 'long' : 'short'
const { seeds = extents[extent].seeds, threads } = values
const folder = fileURLToPath(new URL('../../docs/evidence/', import.meta.url))
const write = (name: string, text: string) => writeFileSync(`${folder}${name}`, text)

/** Pages of one table, with their scenarios. */
const pages: readonly (readonly [ScenarioInput, Page])[] = [
  ...Object.keys(dataSets).map(data => [hardenedScenario(data), hardenedPage] as const),
  [watchersScenario('reviews'), watchersPage],
  [mistakesScenario('reviews'), mistakesPage],
  [sponsorsScenario('reviews'), sponsorsPage],
  [roundsScenario(), roundsPage],
  [purseScenario(), pursePage],
  [ladderScenario(), ladderPage],
  [dropsScenario(), dropsPage],
  ...['spam', 'reviews'].map(data => [dictionaryScenario(data), dictionaryPage] as const),
  ...['spam', 'reviews'].map(data => [weightScenario(data), weightPage] as const),
  [backdoorScenario(), backdoorPage],
  [disagreementScenario(), disagreementPage],
  [decoysScenario(), decoysPage],
  [costsScenario(), costsPage],
  [fillerScenario(), fillerPage],
  ...deviationScenarios().map(scenario => [scenario, deviationsPage] as const),
  ...['reviews', 'spam'].map(data => [marketCostsScenario(data), marketCostsPage] as const),
  [marketSponsorsScenario(), sponsorsPage],
  [marketRoundsScenario(), marketRoundsPage],
]

mkdirSync(folder, { recursive: true })
const names: string[] = []
const made: string[] = []
for (const mechanism of Object.keys(mechanisms)) {
  for (const data of Object.keys(dataSets)) await attacksOn(mechanism, data)
  await playGame(mechanism, 'reviews')
}
for (const [scenario, page] of pages) await make(scenario, page)
if (made.length === 0) {
  throw new Error(`--only ${values.only}: there is no such page; there are ${names.join(', ')}`)
}
if (!values.shard) {
  writeIndex()
  for (const name of quoting) quoteIn(name)
}

/** The documents quote figures of the pages. */
function quoteIn(name: string): void {
  const file = `${folder}../../${name}.md`
  writeFileSync(
    file,
    quoteFigures(readFileSync(file, 'utf8'), page => readFileSync(`${folder}${page}.md`, 'utf8')),
  )
}

async function attacksOn(mechanism: string, data: string): Promise<void> {
  const scenario = attackScenario(mechanism, data, extent)
  if (!wanted(scenario)) return
  const sweep = await run(scenario)
  if (values.shard) return
  const { text, plot } = await attackPage(sweep, commandOf(scenario), mechanisms[mechanism]!.measured)
  write(`${scenario.name}.md`, text)
  write(`${scenario.name}.svg`, standAlone(plot))
  writeScenario(scenario)
}

async function make(scenario: ScenarioInput, page: Page): Promise<void> {
  if (!wanted(scenario)) return
  const sweep = await run(scenario)
  if (values.shard) return
  write(`${scenario.name}.md`, page(sweep, commandOf(scenario)))
  writeScenario(scenario)
}

/** Without the folder of data that stands elsewhere on every machine. */
function writeScenario(scenario: ScenarioInput): void {
  write(`${scenario.name}.json`, `${JSON.stringify(scenario, null, 2)}\n`)
}

async function playGame(mechanism: string, data: string): Promise<void> {
  const scenario = gameScenario(mechanism, data, profilesOf(mechanism))
  if (!wanted(scenario)) return
  const { runs } = await run(scenario)
  if (values.shard) return
  write(`${scenario.name}.md`, gamePage(mechanism, scenario, runs, seeds, commandOf(scenario)))
}

function wanted({ name }: ScenarioInput): boolean {
  names.push(name)
  const take = values.only === undefined || values.only === name
  if (take) made.push(name)
  return take
}

async function run(scenario: ScenarioInput) {
  const began = performance.now()
  const sweep = await runSweep({ scenario, seeds, threads, ...keptOf(scenario) })
  const seconds = (performance.now() - began) / 1_000
  console.log(`${scenario.name}: ${sweep.runs.length} runs in ${seconds.toFixed(1)} s`)
  return sweep
}

/** Where the runs of a scenario are kept, and which files have some of them. */
function keptOf({ name }: ScenarioInput) {
  const { lines: kept, shard } = values
  if (kept === undefined) return {}
  mkdirSync(kept, { recursive: true })
  const part = shard ? `${shard.index}-of-${shard.count}` : 'rest'
  const own = `${name}.${part}.lines`
  const others = readdirSync(kept).filter(file => file.startsWith(`${name}.`) && file !== own)
  return { lines: join(kept, own), from: others.map(file => join(kept, file)), shard }
}

function commandOf({ name }: ScenarioInput): string {
  const elsewhere = ['imdb', 'clickbait'].find(data => name.includes(data))
  const folder = elsewhere ? `COTRAIN_${elsewhere.toUpperCase()}=FOLDER ` : ''
  return `${folder}npm run evidence -- --only ${name} --seeds ${seeds}${values.long ? ' --long' : ''}`
}

/** The findings of all pages, also of those that were made before. */
function writeIndex(): void {
  const pages = readdirSync(folder)
    .filter(file => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map(file => {
      const findings = readFileSync(`${folder}${file}`, 'utf8').match(/^- .*(?:\n- .*)*/m)
      return { name: file.replace('.md', ''), findings: findings?.[0] ?? '' }
    })
  write('README.md', indexPage(pages))
}
