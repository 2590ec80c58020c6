import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { featureCountOf, parseModelFile, writeModelFile } from '@cotrain/sdk/models'
import { readNumbers, readTexts } from '@cotrain/simulator/data/table'
import { classNamesOf, type TrainedModel, type TrainingInputs, trainModel } from '@cotrain/simulator/training'
import { createBar } from '../bar.ts'
import { CliError } from '../errors.ts'
import { formatCount, formatPercent, plural } from '../format.ts'
import { encodingOf } from '../modelFiles.ts'
import { columns } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { trainOptions } from '../program/train.ts'
import type { Invocation } from '../run.ts'
import { readBytes, tableOptions } from '../tables.ts'

type Options = OptionsOf<typeof trainOptions>

const defaultWords = 4_000
const defaultBits = 12

/** `cotrain train`: makes a model file of a table of samples, and measures it on some that it has not seen. */
export default async function trainCommand({
  out,
  options,
  args: [path],
}: Invocation<Options, [string]>): Promise<void> {
  const target = options.out ?? `${nameOf(path)}.model.json`
  checkOut(target, path)
  const { inputs, notes } = await readInputs(path, options)
  for (const note of notes) out.log(note)
  const bar = createBar(out, 'passes')
  let trained: TrainedModel
  try {
    const { classifier, heldOut, seed, epochs } = options
    trained = trainModel(inputs, { classifier, heldOut, seed, epochs, onProgress: bar.update })
  } finally {
    bar.stop()
  }
  const { description } = options
  const about = { name: options.name ?? nameOf(path), ...(description === undefined ? {} : { description }) }
  const file = { ...trained.file, ...about }
  const json = writeModelFile(file)
  // what no file may say, such as a line break in a name, is refused before it is written
  parseModelFile(json)
  await writeFile(target, json)
  const report = describe({ ...trained, file }, options.seed, target)
  out.result(report, () => table(report))
}

/** Before anything is trained. @throws CliError when the file cannot be written, or is the data. */
function checkOut(target: string, data: string): void {
  const folder = dirname(resolve(target))
  if (!existsSync(folder))
    throw new CliError(`--out ${target}: there is no folder ${folder}.`, ['Make it first.'])
  if (resolve(target) === resolve(data)) throw new CliError('--out names the file of the samples.')
}

/** The samples of the table; classes are the labels that are there. */
async function readInputs(
  path: string,
  options: Options,
): Promise<{ inputs: TrainingInputs; notes: string[] }> {
  const { text, ...table } = tableOptions(path, options)
  if (options.vocabulary !== undefined && options.hash !== undefined) {
    throw new CliError('Words are listed or hashed: give --vocabulary or --hash, not both.')
  }
  const bytes = await readBytes(path)
  if (text === undefined) {
    if (options.vocabulary !== undefined || options.hash !== undefined) {
      throw new CliError('--vocabulary and --hash are for texts: say which column they are in with --text.')
    }
    const { samples, columns, notes } = readNumbers(bytes, table)
    const names = columns.inputs.map(column => columns.names[column]!)
    return { inputs: { form: 'numbers', names, ...classified(samples) }, notes }
  }
  const { samples, notes } = readTexts(bytes, { ...table, text })
  const features =
    options.hash === undefined
      ? { vocabulary: options.vocabulary ?? defaultWords }
      : { hashBits: options.hash === true ? defaultBits : options.hash }
  return { inputs: { form: 'texts', features, ...classified(samples) }, notes }
}

function classified<input>(samples: readonly { label: string; input: input }[]) {
  const classes = classNamesOf(samples.map(({ label }) => label.trim()))
  const positions = new Map(classes.map((name, position) => [name, position]))
  return {
    classes,
    samples: samples.map(({ label, input }) => ({ label: positions.get(label.trim())!, input })),
  }
}

function nameOf(path: string): string {
  return basename(path)
    .replace(/\.gz$/, '')
    .replace(/\.[a-z]+$/i, '')
}

function describe(trained: TrainedModel, seed: number, target: string) {
  const { classifier, file, quantised, heldOut, tried, duplicates, contradictions, notes } = trained
  return {
    classifier,
    type: file.type,
    name: file.name,
    classes: file.classifications,
    encoder: encodingOf(file).name,
    features: featureCountOf(file),
    maxFeatures: file.maxFeatures ?? null,
    trained: trained.trained,
    heldOut: heldOut?.samples ?? 0,
    accuracy: heldOut?.accuracy ?? null,
    floatAccuracy: heldOut?.floatAccuracy ?? null,
    largestClass: heldOut?.largestClass ?? null,
    tried,
    duplicates,
    contradictions,
    words: quantised.words.length,
    seed,
    notes,
    out: target,
  }
}

function table(report: ReturnType<typeof describe>): string {
  const { accuracy, floatAccuracy, largestClass, tried, duplicates, contradictions } = report
  const rows = [
    ['classifier', report.classifier],
    ...tried.map(each => [
      '  tried',
      `${each.classifier}: ${formatPercent(each.accuracy)} of a part of the training samples`,
    ]),
    ['classes', report.classes.join(', ')],
    ['features', formatCount(report.features)],
    ...(report.maxFeatures === null
      ? []
      : [['in a sample', `${report.maxFeatures} at most in 99 of 100: what deploy lets people contribute`]]),
    ['trained on', plural(report.trained, 'sample')],
    ...(accuracy === null || floatAccuracy === null || largestClass === null
      ? [['accuracy', 'not measured: nothing was held out']]
      : [
          [
            'accuracy',
            `${formatPercent(accuracy)} of ${formatCount(report.heldOut)} held-out samples, by the contract’s integers`,
          ],
          ['', `${formatPercent(floatAccuracy)} by the file’s own numbers`],
          ['', `${formatPercent(largestClass)} of them are of the largest class`],
        ]),
    ...(duplicates === 0
      ? []
      : [
          [
            'repeated',
            `${plural(duplicates, 'sample')} said the same as another and stayed with it; ${formatCount(contradictions)} with another label`,
          ],
        ]),
  ]
  return [
    columns(rows),
    ...report.notes.map(note => `\nNote: ${note}`),
    `\nThe model is in ${report.out}. Next: cotrain deploy ${report.out}`,
  ].join('\n')
}
