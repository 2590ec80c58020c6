// Mutation testing: makes small faults in the contracts, one at a time, and says which of them no test notices.
//
//   npm run mutants -w @cotrain/contracts [-- --sample 60 --from 1 --seed 1 --file Deposits]
//
// The mutant of a contract is compiled in memory and put among forge's artefacts, in a copy of them: the tests deploy
// trainers from there, so nothing else is compiled again. A report stands in out-mutants/report.json afterwards. Mutants
// that do the same as the source stand in scripts/mutants/equivalents.json, with the reason.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { resolveBinary } from '@cotrain/testing/runBinary'
import { FORGE } from './forgeBinary.ts'
import { compileContract } from './mutants/compiler.ts'
import { type Mutant, mutantsOf } from './mutants/mutate.ts'
import { SUITES, type Suite } from './mutants/suites.ts'

type Verdict = 'killed' | 'survived' | 'equivalent' | 'invalid'
type Result = Omit<Mutant, 'source'> & { verdict: Verdict; by?: string }
type Equivalent = Pick<Mutant, 'file' | 'function' | 'before' | 'after'> & { why: string }

const contracts = new URL('../', import.meta.url)
const out = new URL('out-mutants/', contracts)
/** Of the tests of a mutant, in milliseconds: some mutants never come to an end. */
const MOST_TIME = 300_000
const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '60' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string', default: '' },
  },
})
const equivalents: readonly Equivalent[] = JSON.parse(
  readFileSync(new URL('mutants/equivalents.json', import.meta.url), 'utf8'),
)

const files = Object.keys(SUITES).filter(file => file.includes(values.file))
const all = files.flatMap(mutantsOf)
const stale = equivalents.filter(e => files.includes(e.file) && !all.some(m => isSame(e, m)))
const first = Number(values.from) - 1
const sample = draw(all, values.seed).slice(first, first + Number(values.sample))
prepare([...new Set(sample.flatMap(({ file }) => SUITES[file]!))])
const results = sample.map((mutant, i) => {
  const result = judge(mutant)
  console.log(`${i + 1}/${sample.length} ${result.verdict.padEnd(10)} ${describe(result)}`)
  return result
})
report(results)

/** Puts the mutants in an order that the seed decides, the same on every machine. */
function draw(mutants: readonly Mutant[], seed: string): readonly Mutant[] {
  const key = (m: Mutant) =>
    createHash('sha256')
      .update(JSON.stringify([seed, m.file, m.line, m.before, m.after]))
      .digest('hex')
  return mutants
    .map(m => ({ m, at: key(m) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ m }) => m)
}

/** Compiles what the tests need, and checks that all of them pass on the sources as they are. */
function prepare(suites: readonly Suite[]): void {
  if (!existsSync(out) && existsSync(new URL('out/', contracts))) {
    cpSync(new URL('out/', contracts), new URL('artefacts/', out), { recursive: true })
    const cache = JSON.parse(readFileSync(new URL('cache/solidity-files-cache.json', contracts), 'utf8'))
    cache.paths.artifacts = 'out-mutants/artefacts'
    cache.paths.build_infos = 'out-mutants/artefacts/build-info'
    cpSync(new URL('cache/', contracts), new URL('cache/', out), { recursive: true })
    writeFileSync(new URL('cache/solidity-files-cache.json', out), JSON.stringify(cache))
  }
  const built = forge(['build'])
  if (built.status !== 0) throw new Error(built.stderr)
  for (const suite of suites) {
    const code = compileContract(suite.contract)
    if (code === undefined) throw new Error(`${suite.contract} does not compile`)
    install(suite, code)
    const killer = test(suite)
    if (killer !== undefined) throw new Error(`${suite.contract} as it is fails ${killer}`)
  }
}

/** Compiles a mutant and runs the tests, suite by suite, until one fails. */
function judge(mutant: Mutant): Result {
  const { source, ...shown } = mutant
  if (equivalents.some(e => isSame(e, mutant))) return { ...shown, verdict: 'equivalent' }
  for (const suite of SUITES[mutant.file]!) {
    const original = artefact(suite)
    const code = compileContract(suite.contract, { path: mutant.file, source })
    if (code === undefined) return { ...shown, verdict: 'invalid' }
    install(suite, code)
    const by = test(suite)
    writeFileSync(artefactUrl(suite), original)
    if (by !== undefined) return { ...shown, verdict: 'killed', by }
  }
  return { ...shown, verdict: 'survived' }
}

/** The first test that fails, if one does. */
function test({ tests }: Suite): string | undefined {
  const glob = `{${tests.join(',')}}`
  const args = ['test', '--fail-fast', '--no-match-contract', 'Gas', '--match-path', glob]
  const run = forge(args, MOST_TIME)
  if (run.status === 0) return undefined
  if (run.signal !== null) return 'endless'
  // Of an invariant the calls that broke it stand between.
  const name = /\[FAIL[\s\S]*?(\w+)\([\w,[\]]*\) \((?:gas|runs)/.exec(run.stdout)?.[1]
  if (name === undefined) throw new Error(`No test failed, but forge did:\n${run.stdout}\n${run.stderr}`)
  return name
}

/** Runs forge with the copy of its artefacts; few runs, for most of what is found is found at once. */
function forge(args: readonly string[], timeout?: number) {
  return spawnSync(resolveBinary(FORGE), args, {
    cwd: contracts,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout,
    killSignal: 'SIGKILL',
    env: {
      ...process.env,
      NO_COLOR: '1',
      FOUNDRY_OUT: 'out-mutants/artefacts',
      FOUNDRY_CACHE_PATH: 'out-mutants/cache',
      FOUNDRY_FUZZ_RUNS: '64',
      FOUNDRY_INVARIANT_RUNS: '8',
    },
  })
}

function artefactUrl({ contract }: Suite): URL {
  return new URL(`artefacts/${contract}.sol/${contract}.json`, out)
}

function artefact(suite: Suite): string {
  return readFileSync(artefactUrl(suite), 'utf8')
}

/** Has the tests deploy `code` as the suite's contract. */
function install(suite: Suite, code: string): void {
  const content = JSON.parse(artefact(suite))
  content.bytecode.object = `0x${code}`
  writeFileSync(artefactUrl(suite), JSON.stringify(content))
}

function isSame(e: Equivalent, m: Mutant): boolean {
  return e.file === m.file && e.function === m.function && e.before === m.before && e.after === m.after
}

function describe(r: Result): string {
  const place = `${r.file}:${r.line} ${r.function}`
  return `${place}${r.by === undefined ? '' : ` [${r.by}]`}\n    - ${r.before}\n    + ${r.after}`
}

/** Prints the table and the survivors, writes the report, and fails when a mutant lives. */
function report(results: readonly Result[]): void {
  const count = (verdict: Verdict, of = results) => of.filter(r => r.verdict === verdict).length
  console.table(
    Object.fromEntries(
      [...new Set(results.map(({ file }) => file))].map(file => {
        const of = results.filter(r => r.file === file)
        return [file, { mutants: of.length, killed: count('killed', of), survived: count('survived', of) }]
      }),
    ),
  )
  const survivors = results.filter(r => r.verdict === 'survived')
  for (const r of survivors) console.log(`SURVIVED ${describe(r)}`)
  for (const e of stale)
    console.log(`NO SUCH MUTANT ANY MORE ${e.file} ${e.function}: ${e.before} => ${e.after}`)
  const tried = count('killed') + survivors.length
  console.log(
    `${count('killed')} of ${tried} killed (${((100 * count('killed')) / tried).toFixed(1)} %); ` +
      `${count('equivalent')} do the same as the source, ${count('invalid')} do not compile`,
  )
  writeFileSync(new URL('report.json', out), JSON.stringify({ ...values, results }, null, 2))
  if (survivors.length > 0 || stale.length > 0) process.exitCode = 1
}
