/**
 * Gas of every action, from receipts of real transactions on a fresh chain, beside the same of the older project
 * 0xDeCA10B (bench/reference/gas.json). Steady state: no account's counters are written for the first time.
 *
 * Usage: npm run bench:gas -- [--inputs FILE] [--json OUT]
 *
 * `--inputs` measures other models: {"models":[{"name":…,"file":MODEL_JSON,"samples":[{"name":…,"features":[…]}]}]}.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { onFreshChain } from './gas/chain.ts'
import { builtInModels, readInputs } from './gas/inputs.ts'
import { type Measurement, measureModel } from './gas/measure.ts'

const { values } = parseArgs({ options: { json: { type: 'string' }, inputs: { type: 'string' } } })

/** These stand in the table only: the reference has no such action of its own. */
const extra = new Set<string>(['take a share', 'add-batch-10, all disagree'])

const models = values.inputs === undefined ? builtInModels() : readInputs(values.inputs)
const rows: object[] = []
let evm = ''
for (const bench of models) {
  const measurements = await onFreshChain(async cast => {
    evm = cast.evm
    return measureModel(cast, bench)
  })
  print(bench.name, measurements)
  for (const { action, sample, gas, reference } of measurements) {
    if (extra.has(action)) continue
    const kind = { classifier: 'SparsePerceptron', mechanism: 'DepositRefundTake' }
    rows.push({
      ...kind,
      model: bench.name,
      sample,
      action,
      gas,
      reference,
      ratio: reference && gas / reference,
    })
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ evm, rows }, null, 2)}\n`)

function print(name: string, measurements: readonly Measurement[]): void {
  const number = (value: number | null) => value?.toLocaleString('en-US') ?? '–'
  const lines = measurements.map(({ action, sample, gas, reference, floor }) => [
    `${sample === null ? '' : `${sample}: `}${action}`,
    number(gas),
    number(reference),
    reference === null ? '–' : (gas / reference).toFixed(3),
    number(floor),
  ])
  console.log(`\nModel "${name}", gas (of batches: gas for each sample)\n`)
  for (const [what = '', ...numbers] of [
    ['sample: action', 'ours', '0xDeCA10B', 'ratio', 'floor'],
    ...lines,
  ]) {
    console.log(what.padEnd(34) + numbers.map(cell => cell.padStart(12)).join(''))
  }
}
