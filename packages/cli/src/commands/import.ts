import { writeFile } from 'node:fs/promises'
import {
  encoderOf,
  type PerceptronFile,
  type QuantisedPerceptron,
  quantisePerceptron,
} from '@cotrain/sdk/models'
import { formatCount, formatPercent } from '../format.ts'
import { readModelFile, readSamples } from '../modelFiles.ts'
import { columns } from '../output.ts'
import type { Invocation } from '../run.ts'

type Options = { model: string; data?: string; weightBits: number | 'auto'; out?: string }

/** `cotrain import`: checks a model file and says what contracts would make of it; writes that if asked. */
export default async function importCommand({ out, options }: Invocation<Options>): Promise<void> {
  const file = await readModelFile(options.model)
  const data = options.data === undefined ? undefined : await readSamples(options.data)
  const quantised = quantisePerceptron(file, { weightBits: options.weightBits, data })
  const report = describe(file, quantised)
  if (options.out !== undefined) {
    await writeFile(options.out, `${JSON.stringify(rounded(file, quantised))}\n`)
    out.log(`The rounded model is in ${options.out}.`)
  }
  out.result({ ...report, ...(options.out === undefined ? {} : { out: options.out }) }, () => table(report))
}

function describe(file: PerceptronFile, quantised: QuantisedPerceptron) {
  const { options, scale, roundingError, words, accuracyLoss } = quantised
  return {
    type: file.type,
    name: file.name ?? null,
    classes: file.classifications,
    encoder: encoderOf(file).encoder.name,
    features: options.featureCount,
    weightBits: options.weightBits,
    learningRate: options.learningRate,
    fileLearningRate: file.learningRate,
    scale,
    roundingError,
    accuracyLoss: accuracyLoss ?? null,
    words: words.length,
  }
}

function table(report: ReturnType<typeof describe>): string {
  const rows = [
    ['type', report.type],
    ['name', report.name ?? '(none)'],
    ['classes', report.classes.join(', ')],
    ['encoder', report.encoder],
    ['features', formatCount(report.features)],
    ['weights', `${report.weightBits} bits, ${formatCount(report.words)} words of storage`],
    ['scale', `1 in the file is ${report.scale.toPrecision(6)} on chain`],
    ['learning rate', `${report.fileLearningRate} in the file, ${report.learningRate} on chain`],
    ['rounding', `${formatPercent(report.roundingError)} of the weights' size (root mean square)`],
  ]
  if (report.accuracyLoss !== null)
    rows.push(['accuracy lost', `${(report.accuracyLoss * 100).toFixed(3)} points`])
  return columns(rows)
}

/** The same model in the contract's integers; it is a model file again. */
function rounded(file: PerceptronFile, { options, weights }: QuantisedPerceptron): object {
  return {
    ...file,
    weights: [...weights.subarray(1)],
    intercept: weights[0],
    learningRate: options.learningRate,
  }
}
