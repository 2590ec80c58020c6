/**
 * Gas of every action of every classifier and mechanism, from receipts of real transactions on a fresh chain, beside the
 * same of the older project 0xDeCA10B (bench/reference/gas.json) and beside the least that the action can cost
 * (gas/floor.ts); and on the coming fork of Ethereum, by running the same transactions again (gas/replay.ts).
 * Steady state: no account's counters are written for the first time.
 *
 * Usage: npm run bench:gas -- [--fork osaka|amsterdam|both] [--inputs FILE] [--json OUT]
 *        npm run figures, npm run figures:check
 *
 * `--inputs` measures other models: {"models":[{"name":…,"file":MODEL_FILE,"samples":[{"name":…,"features":[…]}]}]}.
 * `--write` puts what is measured into bench/snapshots/gas.json, docs/costs.md and the CLI's `costs`. `--check` measures
 * on Osaka and, of what is quick, on Amsterdam, and fails when the committed figures are others.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { builtInUnits, type Figure, measureUnit, nameOf, type Unit } from './gas/figures.ts'
import { readInputs } from './gas/inputs.ts'
import { livesFile } from './gas/lives.ts'
import { pageWith } from './gas/markdown.ts'
import { isCounted } from './gas/reference.ts'
import { forks } from './gas/replay.ts'
import { machine, readSnapshot, type Snapshot, staleOf, writeSnapshot } from './gas/snapshot.ts'
import { formatForks, formatMeans, formatTable } from './gas/table.ts'

const { values } = parseArgs({
  options: {
    fork: { type: 'string', default: 'osaka' },
    inputs: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean' },
    check: { type: 'boolean' },
  },
})
const shown = forks.filter(fork => values.fork === fork || values.fork === 'both')
if (shown.length === 0) throw new Error(`--fork is osaka, amsterdam or both, and not ${values.fork}.`)

const units: Unit[] =
  values.inputs === undefined
    ? builtInUnits()
    : readInputs(values.inputs).map(bench => ({ mechanism: 'deposits', bench }))
if (values.check) await check()
else await measure()

async function measure(): Promise<void> {
  const snapshot: Snapshot = { evm: '', vm: machine(), digests: {}, figures: [] }
  const coming = values.write === true || shown.includes('amsterdam')
  for (const unit of units) {
    const { evm, figures, digest } = await measureUnit(unit, coming)
    snapshot.evm = evm
    snapshot.digests[nameOf(unit)] = digest
    snapshot.figures.push(...figures)
    const title = `${figures[0]!.classifier}, model "${nameOf(unit)}", gas (of batches: gas for each sample)`
    if (shown.includes('osaka')) console.log(`\n${title}\n\n${formatTable(figures)}`)
    if (shown.includes('amsterdam')) console.log(`\n${title}\n\n${formatForks(figures)}`)
  }
  const { evm, figures } = snapshot
  console.log(`\n${formatMeans(figures)}`)
  if (values.json !== undefined) {
    const rows = shown.flatMap(fork => figures.map(figure => rowOf(figure, fork)))
    writeFileSync(values.json, `${JSON.stringify({ evm, rows }, null, 2)}\n`)
  }
  if (values.write) {
    writeSnapshot(snapshot)
    for (const file of [pageWith(figures), livesFile(figures)]) file.write()
  }
}

/** A figure as others read it: on one fork, and beside the older project's and the floor where these are of Osaka. */
function rowOf(figure: Figure, fork: (typeof forks)[number]) {
  const { classifier, mechanism, model, sample, action, stateGas } = figure
  const gas = figure[fork]!
  const beside = fork === 'osaka' && isCounted(figure)
  const reference = beside ? figure.reference : null
  const floor = beside ? figure.floor : null
  return {
    fork,
    classifier,
    mechanism,
    model,
    sample,
    action,
    gas,
    ...(fork === 'amsterdam' && { stateGas, osaka: figure.osaka }),
    reference,
    ratio: reference && gas / reference,
    floor,
    floorRatio: floor && gas / floor,
  }
}

/** Of the first model, all is replayed on the coming fork, under every mechanism; the others are known by their hash. */
async function check(): Promise<void> {
  const snapshot = readSnapshot()
  const stale =
    snapshot.vm === machine() ? [] : [`they were made with ${snapshot.vm}, and ${machine()} is here`]
  for (const unit of units) {
    const { figures, digest } = await measureUnit(unit, unit.bench.name === units[0]!.bench.name)
    stale.push(...staleOf(snapshot, nameOf(unit), digest, figures))
  }
  const files = {
    'docs/costs.md': pageWith(snapshot.figures),
    'lives.ts of cotrain costs': livesFile(snapshot.figures),
  }
  for (const [name, { before, after }] of Object.entries(files)) {
    if (before !== after) stale.push(`${name} has other figures`)
  }
  if (stale.length === 0) return console.log(`${snapshot.figures.length} figures are current.`)
  console.error(`${stale.join('\n')}\n\nThe figures of gas are not current: npm run figures`)
  process.exitCode = 1
}
