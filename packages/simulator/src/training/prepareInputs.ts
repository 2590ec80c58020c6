import {
  createHashingEncoder,
  createVocabularyEncoder,
  type DenseSample,
  denseUnit,
  maxDenseFeatureCount,
  type NumberInput,
  tokenize,
} from '@cotrain/sdk/encoders'
import type { FloatLabelled, ModelFile } from '@cotrain/sdk/models'
import type { Labelled } from '../data/sets/split.ts'
import { chooseWords } from './chooseWords.ts'
import { overInputs, scaleSamples } from './inputs.ts'
import type { TrainingSample } from './TrainingData.ts'
import { TrainingError } from './TrainingError.ts'

/** How inputs of one form become what is trained with, what is measured with, and a file. */
export type Preparation<input> = {
  sparse: boolean
  featureCount: number
  training(samples: readonly Labelled<input>[], isCentroid: boolean): TrainingSample[]
  /** As the file takes them. */
  labelled(samples: readonly Labelled<input>[]): FloatLabelled[]
  finish(file: ModelFile): ModelFile
  /** What people should know of it, a sentence each. */
  notes: string[]
}

/** How texts become sets of features: by the words that say most about the class, or by hashing. */
export type TextFeatures = { vocabulary: number } | { hashBits: number }

/** The words of a text: texts that have the same are the same. */
export function keyOfText(text: string): string {
  return tokenize(text).join(' ')
}

/** Lists of the same numbers are the same. */
export function keyOfNumbers(numbers: readonly number[] | DenseSample): string {
  return numbers.join(' ')
}

/**
 * Makes sets of features of texts.
 *
 * @throws TrainingError if the texts have no words.
 */
export function prepareTexts(
  train: readonly Labelled<string>[],
  features: TextFeatures,
  classCount: number,
): Preparation<string> {
  const encoder =
    'hashBits' in features
      ? createHashingEncoder({ bits: features.hashBits })
      : ofWords(train, classCount, features.vocabulary)
  const encode = (samples: readonly Labelled<string>[]) =>
    samples.map(({ label, input }) => ({ label, sample: encoder.encode(input) }))
  const words = 'words' in encoder ? (encoder.words as readonly string[]) : undefined
  const common = { encoder: encoder.name, ...(words === undefined ? {} : { vocabulary: [...words] }) }
  return {
    sparse: true,
    featureCount: encoder.featureCount,
    training: encode,
    labelled: encode,
    finish: file => ({ ...file, ...common }),
    notes: [],
  }
}

function ofWords(train: readonly Labelled<string>[], classCount: number, size: number) {
  const words = chooseWords(train, classCount, size)
  if (words.length > 0) return createVocabularyEncoder(words)
  throw new TrainingError('The texts have no words.', {
    metaMessages: ['Words are runs of letters and digits. Is it the right column?'],
  })
}

/**
 * Makes features of numbers: those that are the same in all samples are left out.
 *
 * @throws TrainingError if none is left, or more than a contract takes.
 */
export function prepareNumbers(
  train: readonly Labelled<number[]>[],
  names: readonly string[],
): Preparation<number[]> {
  const ranges = names.map((name, i) => rangeOf(train, name, i))
  const kept = [...ranges.keys()].filter(i => ranges[i]!.max > ranges[i]!.min)
  const inputs = kept.map(i => ranges[i]!)
  if (inputs.length < 1 || inputs.length > maxDenseFeatureCount) {
    throw new TrainingError(
      inputs.length === 0
        ? 'All numbers are the same in all samples.'
        : `A contract takes ${maxDenseFeatureCount} numbers at most; the samples have ${inputs.length}.`,
      { metaMessages: ['Choose columns: --features a,b,c'] },
    )
  }
  const select = (samples: readonly Labelled<number[]>[]) =>
    samples.map(({ label, input }) => ({ label, input: kept.map(i => input[i]!) }))
  const plain = (samples: readonly Labelled<number[]>[]) =>
    select(samples).map(({ label, input }) => ({ label, sample: input }))
  const left = names.filter((_, i) => !kept.includes(i))
  return {
    sparse: false,
    featureCount: inputs.length,
    training: (samples, isCentroid) => (isCentroid ? plain(samples) : scaleSamples(inputs, select(samples))),
    labelled: plain,
    finish: file => finishNumbers(file, inputs),
    notes: left.length === 0 ? [] : [`Left out, for they are the same in all samples: ${left.join(', ')}.`],
  }
}

/** Takes samples as an encoder made them. */
export function prepareSamples(
  all: readonly Labelled<DenseSample>[],
  encoder: string,
): Preparation<DenseSample> {
  const numbers = (samples: readonly Labelled<DenseSample>[]) =>
    samples.map(({ label, input }) => ({ label, sample: Array.from(input, integer => integer / denseUnit) }))
  return {
    sparse: false,
    featureCount: all[0]?.input.length ?? 0,
    training: numbers,
    labelled: numbers,
    finish: file => ({ ...file, encoder }),
    notes: [],
  }
}

function finishNumbers(file: ModelFile, inputs: NumberInput[]): ModelFile {
  if (file.type === 'dense nearest centroid classifier') {
    // so that all ranges count the same in distances
    return { ...file, inputs: inputs.map(input => ({ ...input, factor: 2 / (input.max - input.min) })) }
  }
  return 'weights' in file ? overInputs(file, inputs) : file
}

function rangeOf(samples: readonly Labelled<number[]>[], name: string, i: number): NumberInput {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const { input } of samples) {
    min = Math.min(min, input[i]!)
    max = Math.max(max, input[i]!)
  }
  return { name, min, max }
}
