/**
 * Gas of every action of every classifier, from receipts of real transactions on a fresh chain, beside the same of the
 * older project 0xDeCA10B (bench/reference/gas.json) and beside the least that the action can cost (gas/floor.ts).
 * Steady state: no account's counters are written for the first time.
 *
 * Usage: npm run bench:gas -- [--inputs FILE] [--json OUT] [--markdown]
 *
 * `--markdown` fills in the table of docs/costs.md; with `--inputs` it prints it.
 * `--inputs` measures other models: {"models":[{"name":…,"file":MODEL_FILE,"samples":[{"name":…,"features":[…]}]}]}.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isSparse } from '@cotrain/sdk/models'
import { builtInModels } from './gas/builtIn.ts'
import { onFreshChain } from './gas/chain.ts'
import { readInputs } from './gas/inputs.ts'
import { fillIn, formatMarkdown, formatMeansLine, type Measured } from './gas/markdown.ts'
import { type Measurement, measureModel } from './gas/measure.ts'
import { formatMeans, formatTable } from './gas/table.ts'

const { values } = parseArgs({
  options: { json: { type: 'string' }, inputs: { type: 'string' }, markdown: { type: 'boolean' } },
})

/** These stand in the table only: the reference has no such action of its own. */
const extra = new Set<string>(['take a share', 'add-batch-10, all disagree'])

const models = values.inputs === undefined ? builtInModels() : readInputs(values.inputs)
const rows: object[] = []
const counted: Measurement[] = []
const measured: Measured[] = []
let evm = ''
for (const bench of models) {
  const { classifier, measurements } = await onFreshChain(async cast => {
    evm = cast.evm
    return measureModel(cast, bench)
  })
  measured.push({ name: bench.name, unit: isSparse(bench.file) ? 'words' : 'numbers', measurements })
  console.log(`\n${classifier}, model "${bench.name}", gas (of batches: gas for each sample)\n`)
  console.log(formatTable(measurements))
  for (const measurement of measurements) {
    const { action, sample, gas, reference, floor } = measurement
    if (extra.has(action)) continue
    counted.push(measurement)
    rows.push({
      classifier,
      mechanism: 'DepositRefundTake',
      model: bench.name,
      sample,
      action,
      gas,
      reference,
      ratio: reference && gas / reference,
      floor,
      floorRatio: gas / floor,
    })
  }
}
console.log(`\n${formatMeans(counted)}`)
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ evm, rows }, null, 2)}\n`)
if (values.markdown) {
  const text = `${formatMarkdown(measured)}\n\n${formatMeansLine(counted)}`
  if (values.inputs === undefined) fillIn(new URL('../docs/costs.md', import.meta.url), text)
  else console.log(`\n${text}`)
}
