import type { DenseSample } from '@cotrain/sdk/encoders'
import type { ClassifierName } from '@cotrain/sdk/kinds'
import {
  type FloatLabelled,
  type ModelFile,
  measure,
  quantise,
  suggestMaxFeatures,
} from '@cotrain/sdk/models'
import type { Labelled } from '../data/sets/split.ts'
import { seededShuffle } from '../random/seededShuffle.ts'
import { findClassifier, type InputForm, suitableClassifiers, trainers } from './classifiers.ts'
import {
  keyOfNumbers,
  keyOfText,
  type Preparation,
  prepareNumbers,
  prepareSamples,
  prepareTexts,
  type TextFeatures,
} from './prepareInputs.ts'
import { holdOut } from './splitSamples.ts'
import { TrainingError } from './TrainingError.ts'
import { trainFile } from './trainFile.ts'

/** Samples and the names of their classes, by label. */
export type TrainingInputs = { classes: readonly string[] } & (
  | { form: 'texts'; samples: readonly Labelled<string>[]; features: TextFeatures }
  | { form: 'numbers'; samples: readonly Labelled<number[]>[]; names: readonly string[] }
  /** What an encoder made that goes by this name on chain. */
  | { form: 'samples'; samples: readonly Labelled<DenseSample>[]; encoder: string }
)

export type TrainModelOptions = {
  /** A classifier of the contracts, or a family such as `perceptron`; the one that does best if it is not said. */
  classifier?: string | undefined
  /** Share of each class that is held out, from 0 to below 1. */
  heldOut: number
  seed: number
  /** Passes over the samples, of classifiers that make some. */
  epochs: number
  weightBits?: number | 'auto' | undefined
  /** Called for each pass. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

export type TrainedModel = {
  classifier: ClassifierName
  /** With the accuracy on what was held out. */
  file: ModelFile
  quantised: ReturnType<typeof quantise>
  /** How many samples it was trained on. */
  trained: number
  /** By the contract's integers and by the file's own numbers; undefined if nothing was held out. */
  heldOut: { samples: number; accuracy: number; floatAccuracy: number; largestClass: number } | undefined
  /** Where the classifier was chosen: how good each was, on a part of the training samples. */
  tried: { classifier: ClassifierName; accuracy: number }[]
  duplicates: number
  contradictions: number
  notes: string[]
}

/** A contract knows so many classes. */
const mostClasses = 64
/** Of the training samples, to choose a classifier by. */
const triedShare = 0.2

/**
 * Trains a model on samples, and measures it as the integers of its contract on those that are held out. The same
 * samples and seed give the same model on every machine.
 *
 * @throws TrainingError if there are too few samples or classes, or the classifier does not suit them.
 */
export function trainModel(inputs: TrainingInputs, options: TrainModelOptions): TrainedModel {
  if (inputs.form === 'texts') {
    const { features, classes } = inputs
    return train(inputs, options, keyOfText, samples => prepareTexts(samples, features, classes.length))
  }
  if (inputs.form === 'samples') {
    const { encoder, classes, samples } = inputs
    return train({ classes, samples, form: 'numbers' }, options, keyOfNumbers, () =>
      prepareSamples(samples, encoder),
    )
  }
  const { names } = inputs
  return train({ ...inputs, form: 'numbers' }, options, keyOfNumbers, samples =>
    prepareNumbers(samples, names),
  )
}

function train<input>(
  {
    classes,
    samples,
    form,
  }: Pick<TrainingInputs, 'classes'> & { form: InputForm; samples: readonly Labelled<input>[] },
  options: TrainModelOptions,
  key: (input: input) => string,
  prepare: (samples: readonly Labelled<input>[]) => Preparation<input>,
): TrainedModel {
  const { seed, epochs, weightBits = 'auto' } = options
  checkCount(classes)
  const wanted =
    options.classifier === undefined ? undefined : findClassifier(options.classifier, form, classes.length)
  checkRare(classes, samples, key, options.heldOut)
  const parts = holdOut(samples, classes.length, key, options.heldOut, seededShuffle(seed))
  if (options.heldOut > 0 && parts.heldOut.length === 0) {
    throw new TrainingError('There are too few samples to hold some out.', {
      metaMessages: ['Give more, or measure nothing: --held-out 0'],
    })
  }
  const candidates = suitableClassifiers(form, classes.length)
  const count = progressOf(wanted === undefined ? candidates.length + 1 : 1, options)
  const fitted = (
    classifier: ClassifierName,
    known: readonly Labelled<input>[],
    preparation: Preparation<input>,
  ) => {
    const settings = trainers[classifier].settings(epochs)
    const data = {
      classifications: [...classes],
      sparse: preparation.sparse,
      featureCount: preparation.featureCount,
      samples: preparation.training(known, settings.type === 'nearest centroid'),
    }
    const trained = preparation.finish(trainFile(data, settings, count.eachPass(seededShuffle(seed))))
    const maxFeatures = data.sparse ? suggestMaxFeatures(data.samples.map(each => each.sample)) : undefined
    const file = maxFeatures === undefined ? trained : { ...trained, maxFeatures }
    count.endOfOne()
    return { file, quantised: quantise(file, { weightBits }) }
  }

  const tried = wanted === undefined ? tryAll(candidates, parts.train) : []
  const classifier = wanted ?? best(tried)
  const preparation = prepare(parts.train)
  const { file, quantised } = fitted(classifier, parts.train, preparation)
  const heldOut = measureHeldOut(file, quantised, preparation.labelled(parts.heldOut))
  return {
    classifier,
    file: heldOut ? { ...file, heldOut: { samples: heldOut.samples, accuracy: heldOut.accuracy } } : file,
    quantised,
    trained: parts.train.length,
    heldOut,
    tried,
    duplicates: parts.duplicates,
    contradictions: parts.contradictions,
    notes: preparation.notes,
  }

  function tryAll(all: readonly ClassifierName[], known: readonly Labelled<input>[]) {
    const inner = holdOut(known, classes.length, key, triedShare, seededShuffle(seed))
    const preparation = prepare(inner.train)
    const hidden = preparation.labelled(inner.heldOut.length > 0 ? inner.heldOut : inner.train)
    return all.map(each => {
      const { file, quantised } = fitted(each, inner.train, preparation)
      return { classifier: each, accuracy: measure(file, quantised, hidden).accuracy }
    })
  }
}

/** The first of those that are right most often. */
function best(tried: TrainedModel['tried']): ClassifierName {
  return tried.reduce((a, b) => (b.accuracy > a.accuracy ? b : a)).classifier
}

function measureHeldOut(
  file: ModelFile,
  quantised: TrainedModel['quantised'],
  data: readonly FloatLabelled[],
) {
  if (data.length === 0) return undefined
  const counts = file.classifications.map((_, label) => data.filter(each => each.label === label).length)
  return { ...measure(file, quantised, data), largestClass: Math.max(...counts) / data.length }
}

function checkCount(classes: readonly string[]) {
  if (classes.length < 2) {
    const only = classes[0] === undefined ? 'no class' : `one class only, "${classes[0]}"`
    throw new TrainingError(`The samples are of ${only}.`, {
      metaMessages: ['A model tells two classes apart at least. Is it the right column of labels?'],
    })
  }
  if (classes.length > mostClasses) {
    throw new TrainingError(
      `The samples are of ${classes.length} classes; a contract knows ${mostClasses}.`,
      {
        metaMessages: [`Such as ${classes.slice(0, 5).join(', ')}. Is it the right column of labels?`],
      },
    )
  }
}

/** Each class must have something to learn from, and something to hold out. */
function checkRare<input>(
  classes: readonly string[],
  samples: readonly Labelled<input>[],
  key: (input: input) => string,
  heldOut: number,
) {
  const different = classes.map(() => new Set<string>())
  for (const { label, input } of samples) different[label]!.add(key(input))
  const least = heldOut > 0 ? 2 : 1
  const rare = classes.filter((_, label) => different[label]!.size < least)
  if (rare.length === 0) return
  throw new TrainingError(
    `${rare.length === 1 ? 'A class has' : `${rare.length} classes have`} one sample only: ${rare.slice(0, 10).join(', ')}.`,
    {
      metaMessages: [
        'Each class needs two that differ, one to learn from and one to hold out.',
        'Give more, leave the class out, or hold nothing out: --held-out 0',
      ],
    },
  )
}

/** Counts passes over the samples: a training that makes none counts as all of its passes when it ends. */
function progressOf(trainings: number, { epochs, onProgress }: TrainModelOptions) {
  const total = trainings * epochs
  let ended = 0
  let done = 0
  const tell = () => onProgress?.(done, total)
  return {
    eachPass:
      (shuffle: ReturnType<typeof seededShuffle>) =>
      <T>(items: readonly T[]): T[] => {
        tell()
        done++
        return shuffle(items)
      },
    endOfOne: () => {
      ended++
      done = ended * epochs
      tell()
    },
  }
}
