import { evaluate, quantisePerceptron } from '@cotrain/sdk/models'
import { formatCount, formatPercent } from '../format.ts'
import { readModelFile, readSamples } from '../modelFiles.ts'
import { columns } from '../output.ts'
import type { Invocation } from '../run.ts'

type Options = { model: string; data: string; weightBits: number | 'auto' }

/** `cotrain evaluate`: the accuracy of a model file on labelled samples, as contract integers and as floats. */
export default async function evaluateCommand({ out, options }: Invocation<Options>): Promise<void> {
  const [file, data] = await Promise.all([readModelFile(options.model), readSamples(options.data)])
  const quantised = quantisePerceptron(file, { weightBits: options.weightBits, data })
  const result = evaluate(file, data, quantised)
  out.result(result, () =>
    columns([
      ['samples', formatCount(result.samples)],
      [
        'accuracy on chain',
        `${formatPercent(result.accuracy)}  (${quantised.options.weightBits}-bit weights)`,
      ],
      ['accuracy of the file', formatPercent(result.floatAccuracy)],
    ]),
  )
}
