import { measure, noteOnInputs, noteOnParameters, quantise } from '@cotrain/sdk/models'
import { formatCount, formatPercent } from '../format.ts'
import { modelPath, readModelFile, readSamples } from '../modelFiles.ts'
import { columns } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { evaluateOptions } from '../program/make.ts'
import type { Invocation } from '../run.ts'
import { isTable, readTable } from '../tables.ts'

type Options = OptionsOf<typeof evaluateOptions>

/** `cotrain evaluate`: the accuracy of a model file on labelled samples, as contract integers and as floats. */
export default async function evaluateCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const file = await readModelFile(modelPath(args[0], options.model), options)
  const data = isTable(options)
    ? await readTable(options.data, file, options, out.log)
    : await readSamples(options.data, file)
  const quantised = quantise(file, { weightBits: options.weightBits, data })
  const result = measure(file, quantised, data)
  const notes = [...noteOnParameters(quantised), ...noteOnInputs(result.clipped)]
  const bits = 'weightBits' in quantised.options ? `  (${quantised.options.weightBits}-bit weights)` : ''
  out.result(notes.length === 0 ? result : { ...result, notes }, () =>
    [
      columns([
        ['samples', formatCount(result.samples)],
        ['accuracy on chain', `${formatPercent(result.accuracy)}${bits}`],
        ['accuracy of the file', formatPercent(result.floatAccuracy)],
      ]),
      ...notes.map(note => `Note: ${note}`),
    ].join('\n'),
  )
}
