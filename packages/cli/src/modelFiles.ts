import { readFile } from 'node:fs/promises'
import { type ClassifierName, classifiers, type LabelledSample, type Model } from '@cotrain/sdk'
import { parseFeatureFile, parseNumbersFile } from '@cotrain/sdk/data'
import {
  type About,
  type FloatLabelled,
  featureCountOf,
  isSparse,
  type ModelFile,
  parseModel,
} from '@cotrain/sdk/models'
import { CliError } from './errors.ts'
import type { OptionsOf } from './program/given.ts'
import type { aboutFile } from './program/options.ts'
import { readTextFile } from './textFile.ts'

/** What a model file has no place for, and what to read of it. */
type AboutFile = OptionsOf<typeof aboutFile>

/**
 * The path of the model file that the user named.
 *
 * @throws CliError when there is none, or two.
 */
export function modelPath(argument: string | undefined, model: string | undefined): string {
  if (argument !== undefined && model !== undefined) {
    throw new CliError('Name the model file once: as an argument, or with --model.')
  }
  const path = argument ?? model
  if (path === undefined) throw new CliError('Name a model file (JSON, ONNX, or text of Vowpal Wabbit).')
  return path
}

/**
 * Reads a model file of any format that contracts can hold.
 *
 * @throws ModelFileError, UnsupportedModelError; file errors.
 */
export async function readModelFile(path: string, options?: AboutFile): Promise<ModelFile> {
  const content = await readFile(path)
  const about: Record<string, unknown> =
    options?.about === undefined ? {} : readAbout(options.about, await readTextFile(options.about))
  if (options?.vocabulary !== undefined) about.vocabulary = await readWords(options.vocabulary)
  return parseModel(content, about, { output: options?.output })
}

/**
 * Reads labelled samples for a model file: a feature file, or for a dense model numbers with commas.
 *
 * @throws FeatureFileError, with the line; file errors.
 */
export async function readSamples(path: string, file: ModelFile): Promise<FloatLabelled[]> {
  const text = await readTextFile(path)
  if (isSparse(file)) return parseFeatureFile(text, file.classifications)
  return parseNumbersFile(text, file.classifications, featureCountOf(file))
}

/** The same for a model on the chain, where a dense sample is still to be encoded. */
export async function readSamplesFor(
  path: string,
  { classifier, metadata, classifierOptions }: SampleTaker,
): Promise<(LabelledSample | { label: number; sample: number[] })[]> {
  const text = await readTextFile(path)
  if (classifiers[classifier].samples === 'sparse') return parseFeatureFile(text, metadata.classes)
  return parseNumbersFile(text, metadata.classes, classifierOptions.featureCount)
}

type SampleTaker = {
  classifier: ClassifierName
  metadata: { classes: readonly string[] }
  classifierOptions: { featureCount: number }
}

function readAbout(path: string, text: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(text)
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return { ...fields }
  } catch (cause) {
    throw new CliError(`${path} is not JSON.`, [], { cause })
  }
  throw new CliError(`${path} is not a JSON object.`, [
    'Write fields such as "name", "classes", "vocabulary".',
  ])
}

/** What a model on the chain says of itself, as model files have it. */
export function aboutOf({ metadata }: Model, encoder: object): About {
  const { name, description, links, classes, encoder: encoderName } = metadata
  return {
    name,
    classifications: [...classes],
    encoder: encoderName,
    ...(description === undefined ? {} : { description }),
    ...(links === undefined ? {} : { links }),
    ...('words' in encoder ? { vocabulary: [...(encoder.words as string[])] } : {}),
    ...('inputs' in encoder ? { inputs: encoder.inputs as NonNullable<About['inputs']> } : {}),
  }
}

async function readWords(path: string): Promise<string[]> {
  const words = (await readTextFile(path)).split(/\r?\n/)
  if (words.at(-1) === '') words.pop()
  return words
}
