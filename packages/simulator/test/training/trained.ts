import { createVocabularyEncoder } from '@cotrain/sdk/encoders'
import type { ModelFile } from '@cotrain/sdk/models'
import {
  frequentWords,
  inked,
  irisInputs,
  type Labelled,
  penguinInputs,
  readDigits,
  readIrises,
  readPenguins,
  readReviews,
} from '@cotrain/simulator/data/sets'
import {
  overInputs,
  scaleSamples,
  seededShuffle,
  type TrainingData,
  trainLogisticRegression,
  trainNaiveBayes,
  trainNearestCentroid,
  trainPerceptron,
} from '@cotrain/simulator/training'

/** A small model trained on real data, and samples that it has not seen, as its float predictor takes them. */
export type Trained = {
  file: ModelFile
  heldOut: { label: number; sample: ArrayLike<number> & Iterable<number> }[]
}

const options = () => ({ epochs: 20, shuffle: seededShuffle(1), learningRate: 0.25 })

/** One model of every type, trained afresh. */
export function trainAll(): Record<string, Trained> {
  return { ...trainOnReviews(), ...trainOnDigits(), ...trainOnPenguins(), ...trainOnIrises() }
}

function trainOnReviews(): Record<string, Trained> {
  const { classes, train, heldOut } = readReviews(1)
  const vocabulary = frequentWords(
    train.map(({ input }) => input),
    3,
  ).filter(word => /^\w\w+$/.test(word))
  const { name: encoder, encode, featureCount } = createVocabularyEncoder(vocabulary, 'sklearn')
  const toSamples = (texts: Labelled<string>[]) =>
    texts.map(({ label, input }) => ({ label, sample: encode(input) }))
  const data: TrainingData = {
    classifications: classes,
    sparse: true,
    featureCount,
    samples: toSamples(train),
  }
  const add = (file: ModelFile): Trained => ({
    file: { ...file, encoder, vocabulary },
    heldOut: toSamples(heldOut),
  })
  return {
    'sparse perceptron': add(trainPerceptron(data, options())),
    'sparse logistic regression': add(trainLogisticRegression(data, { ...options(), rate: 0.1 })),
    'naive bayes': add(trainNaiveBayes(data)),
    'sparse nearest centroid classifier': add(trainNearestCentroid(data)),
  }
}

/** Ten classes over the inked pixels of images. */
function trainOnDigits(): Record<string, Trained> {
  const { classes, train, heldOut } = readDigits(1, 100)
  const toSamples = (images: Labelled<number[]>[]) =>
    images.map(({ label, input }) => ({ label, sample: inked(input) }))
  const data = { classifications: classes, sparse: true, featureCount: 784, samples: toSamples(train) }
  const file = { ...trainPerceptron(data, options()), encoder: 'indices-v1:784' }
  return { 'sparse multiclass perceptron': { file, heldOut: toSamples(heldOut) } }
}

function trainOnPenguins(): Record<string, Trained> {
  const { classes, train, heldOut } = readPenguins(1)
  const file = trainPerceptron(
    {
      classifications: classes,
      sparse: false,
      featureCount: penguinInputs.length,
      samples: scaleSamples(penguinInputs, train),
    },
    options(),
  )
  const multiclass = overInputs(file, penguinInputs)
  return { 'dense multiclass perceptron': { file: multiclass, heldOut: plain(heldOut) } }
}

/** Setosa or not for those of two classes. */
function trainOnIrises(): Record<string, Trained> {
  const { classes, train, heldOut } = readIrises(1)
  const asBinary = ({ label, input }: Labelled<number[]>) => ({ label: label === 0 ? 1 : 0, input })
  const data = {
    classifications: ['other', 'setosa'],
    sparse: false,
    featureCount: irisInputs.length,
    samples: scaleSamples(irisInputs, train.map(asBinary)),
  }
  const irises = {
    ...data,
    classifications: classes,
    samples: train.map(({ label, input }) => ({ label, sample: input })),
  }
  const binary = plain(heldOut.map(asBinary))
  return {
    'dense perceptron': { file: overInputs(trainPerceptron(data, options()), irisInputs), heldOut: binary },
    'dense logistic regression': {
      file: overInputs(trainLogisticRegression(data, { ...options(), rate: 1 }), irisInputs),
      heldOut: binary,
    },
    'dense nearest centroid classifier': {
      file: { ...trainNearestCentroid(irises), inputs: irisInputs },
      heldOut: plain(heldOut),
    },
  }
}

function plain(samples: Labelled<number[]>[]) {
  return samples.map(({ label, input }) => ({ label, sample: input }))
}
