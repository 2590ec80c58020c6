import { classifiers } from '@cotrain/sdk'
import {
  encodingOf,
  featureCountOf,
  type ModelFile,
  measure,
  noteOnInputs,
  quantise,
  writeModelFile,
} from '@cotrain/sdk/models'
import { replaceFile } from '@cotrain/simulator/files'
import type { Quantised } from '../deployFile.ts'
import { formatCount, formatPercent } from '../format.ts'
import { modelPath, readModelFile, readSamples } from '../modelFiles.ts'
import { notesOf } from '../notes.ts'
import { columns } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { importOptions } from '../program/make.ts'
import type { Invocation } from '../run.ts'

type Options = OptionsOf<typeof importOptions>

/** `cotrain import`: checks a model file of any format and says what contracts would make of it; writes it as JSON if asked. */
export default async function importCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const file = await readModelFile(modelPath(args[0], options.model), options)
  const data = options.data === undefined ? undefined : await readSamples(options.data, file)
  const quantised = quantise(file, { weightBits: options.weightBits, data })
  const accuracies = data === undefined ? undefined : measure(file, quantised, data)
  const described = describe(file, quantised)
  const notes = [...described.notes, ...noteOnInputs(accuracies?.clipped)]
  const report = { ...described, ...accuracies, notes }
  if (options.out !== undefined) {
    replaceFile(options.out, writeModelFile(file))
    out.log(`The model is in ${options.out}.`)
  }
  out.result({ ...report, ...(options.out === undefined ? {} : { out: options.out }) }, () => table(report))
}

function describe(file: ModelFile, quantised: Quantised) {
  const { classifier, options, scale, roundingError, words, accuracyLoss } = quantised
  return {
    type: file.type,
    classifier,
    name: file.name ?? null,
    classes: file.classifications,
    encoder: encodingOf(file).name,
    features: featureCountOf(file),
    weightBits: 'weightBits' in options ? options.weightBits : null,
    learningRate: 'learningRate' in options ? options.learningRate : null,
    fileLearningRate: 'learningRate' in file ? file.learningRate : null,
    scale,
    roundingError,
    accuracyLoss: accuracyLoss ?? null,
    words: words.length,
    clippedParameters: quantised.clipped,
    notes: notesOf(file, quantised),
  }
}

type Report = ReturnType<typeof describe> & { accuracy?: number; floatAccuracy?: number; samples?: number }

function table(report: Report): string {
  const bits = report.weightBits === null ? '' : `${report.weightBits} bits each, `
  const rows = [
    ['type', `${report.type}; on chain: ${classifiers[report.classifier].title}`],
    ['name', report.name ?? '(none)'],
    ['classes', report.classes.join(', ') || '(none)'],
    ['encoder', report.encoder],
    ['features', formatCount(report.features)],
    ['parameters', `${bits}${formatCount(report.words)} words of 32 bytes`],
    ['scale', `1 in the file is ${report.scale.toPrecision(6)} on chain`],
    ['rounding', `${formatPercent(report.roundingError)} of the parameters’ size (root mean square)`],
  ]
  if (report.learningRate !== null) {
    rows.push(['learning rate', `${report.fileLearningRate} in the file, ${report.learningRate} on chain`])
  }
  if (report.accuracy !== undefined && report.floatAccuracy !== undefined) {
    rows.push(
      [
        'accuracy',
        `${formatPercent(report.accuracy)} of ${formatCount(report.samples ?? 0)} samples on chain`,
      ],
      ['', `${formatPercent(report.floatAccuracy)} by the file’s own numbers`],
    )
  }
  if (report.accuracyLoss !== null) {
    rows.push(['accuracy lost', `${(report.accuracyLoss * 100).toFixed(3)} points`])
  }
  return [columns(rows), ...report.notes.map(note => `\nNote: ${note}`)].join('\n')
}
