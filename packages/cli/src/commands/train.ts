import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import {
  type DenseSample,
  EncoderInputError,
  EncoderUnknownError,
  loadableEncoder,
} from '@cotrain/sdk/encoders'
import { encodingOf, featureCountOf, parseModelFile, writeModelFile } from '@cotrain/sdk/models'
import { readTexts } from '@cotrain/simulator/data/table'
import {
  classified,
  readTrainingInputs,
  type TrainedModel,
  type TrainingInputs,
  trainModel,
} from '@cotrain/simulator/training'
import { createBar } from '../bar.ts'
import { loadInstalled } from '../encoders.ts'
import { CliError } from '../errors.ts'
import { formatCount, formatPercent, plural } from '../format.ts'
import { columns, type Output } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { trainOptions } from '../program/train.ts'
import type { Invocation } from '../run.ts'
import { readBytes, tableOptions } from '../tables.ts'

type Options = OptionsOf<typeof trainOptions>

const defaultBits = 12

/** `cotrain train`: makes a model file of a table of samples, and measures it on some that it has not seen. */
export default async function trainCommand({
  out,
  options,
  args: [path],
}: Invocation<Options, [string]>): Promise<void> {
  const target = options.out ?? `${nameOf(path)}.model.json`
  checkOut(target, path)
  const { inputs, notes } = await readInputs(path, options, out)
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
  out: Output,
): Promise<{ inputs: TrainingInputs; notes: string[] }> {
  const { text, ...table } = tableOptions(path, options)
  const { vocabulary, hash, encoder } = options
  const ways = [vocabulary, hash, encoder].filter(way => way !== undefined).length
  if (ways > 1) {
    throw new CliError(
      'Words are listed or hashed, or texts encoded: give one of --vocabulary, --hash and --encoder.',
    )
  }
  if (text === undefined && ways > 0) {
    throw new CliError(
      '--vocabulary, --hash and --encoder are for texts: say which column they are in with --text.',
    )
  }
  const bytes = await readBytes(path)
  if (text !== undefined && encoder !== undefined) {
    const { samples, notes } = readTexts(bytes, { ...table, text })
    return encodeTexts(samples, notes, encoder, out)
  }
  return readTrainingInputs(bytes, { ...table, text, textFeatures: textFeatures(options) })
}

/** How texts become features, where the user says so. */
function textFeatures({ hash, vocabulary }: Options) {
  if (hash !== undefined) return { hashBits: hash === true ? defaultBits : hash }
  return vocabulary === undefined ? undefined : { vocabulary }
}

/** What an encoder of sentences makes of the texts; those that it cannot encode are left out. */
async function encodeTexts(
  samples: readonly { label: string; input: string }[],
  notes: readonly string[],
  name: string,
  out: Output,
): Promise<{ inputs: TrainingInputs; notes: string[] }> {
  // said before anything is loaded
  if (loadableEncoder(name)?.input === 'picture') {
    throw new CliError(`The encoder ${name} takes pictures, not texts.`)
  }
  const loaded = await loadInstalled(name)
  if (loaded?.input !== 'text') throw new EncoderUnknownError(name)
  const bar = createBar(out, 'texts')
  const encoded: { label: string; input: DenseSample }[] = []
  try {
    for (const [i, { label, input }] of samples.entries()) {
      const sample = attempt(() => loaded.encode(input))
      if (sample !== undefined) encoded.push({ label, input: sample })
      bar.update(i + 1, samples.length)
    }
  } finally {
    bar.stop()
  }
  const left = samples.length - encoded.length
  const leftOut = left === 0 ? [] : [`Left out: ${plural(left, 'text')} that the encoder knows nothing of.`]
  return {
    inputs: { form: 'samples', encoder: name, ...classified(encoded) },
    notes: [...notes, ...leftOut],
  }
}

/** Undefined where there is nothing to encode. */
function attempt(encode: () => DenseSample): DenseSample | undefined {
  try {
    return encode()
  } catch (error) {
    if (error instanceof EncoderInputError) return undefined
    throw error
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
