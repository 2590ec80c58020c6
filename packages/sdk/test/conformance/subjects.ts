import type { ClassifierName, ClassifierOptions, Kind } from '../../src/kinds/index.ts'
import type { ModelFile } from '../../src/models/index.ts'
import { Dice } from '../twin/Dice.ts'
import { denseFeatures, gaussian, problem, randomDense, sparseFeatures } from './problem.ts'

/** What the suite needs to know of a classifier; the rest it finds out. */
export type Subject<classifier extends ClassifierName = ClassifierName> = {
  /** Options of an untrained model of the generated problem. */
  options: ClassifierOptions<classifier>
  /** The first word of its parameters; all others are 0. */
  firstWord?: bigint
  /** Classes of the generated problem. */
  classes: number
  /** A model in floating point, as people train them, over samples like the problem's. */
  file: ModelFile
}

const counted = {
  featureCount: sparseFeatures,
  uploadedClasses: 0,
  maxClasses: 4,
  openClasses: false,
  countBits: 8,
  classesPerWord: 4,
  sampleWeight: 0,
}

/** Every classifier in the registry has one, or this does not compile. */
const subjects: { readonly [name in ClassifierName]: Subject<name> } = {
  'sparse-perceptron': {
    options: { featureCount: sparseFeatures, weightBits: 10, learningRate: 5 },
    classes: 2,
    file: { type: 'sparse perceptron', ...oneScore(1, 300) },
  },
  'dense-perceptron': {
    options: { featureCount: denseFeatures, learningRate: 1000 },
    classes: 2,
    file: { type: 'dense perceptron', ...oneScore(2, 40) },
  },
  'sparse-multiclass-perceptron': {
    options: { featureCount: sparseFeatures, classCount: 4, weightBits: 16, learningRate: 5 },
    classes: 4,
    file: { type: 'sparse multiclass perceptron', ...manyScores(3, 5, 300) },
  },
  'dense-multiclass-perceptron': {
    options: { featureCount: denseFeatures, classCount: 4, learningRate: 1000 },
    classes: 4,
    file: { type: 'dense multiclass perceptron', ...manyScores(4, 5, 40) },
  },
  'naive-bayes': {
    options: counted,
    firstWord: 256n << 224n,
    classes: 4,
    file: naiveBayes(),
  },
  'nearest-centroid': {
    options: { featureCount: denseFeatures, initialClasses: 0, maxClasses: 4, openClasses: false },
    classes: 4,
    file: denseCentroids(),
  },
  'sparse-nearest-centroid': { options: counted, classes: 4, file: sparseCentroids() },
  'logistic-regression': {
    options: { featureCount: sparseFeatures, weightBits: 16, scaleBits: 10, learningRate: 300 },
    classes: 2,
    file: { type: 'sparse logistic regression', ...oneScore(5, 300) },
  },
}

/** That of a model's classifier. */
export function subjectOf({ classifier }: Pick<Kind, 'classifier'>): Subject {
  return subjects[classifier]
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, c) => `class ${c}`)
}

function oneScore(seed: number, features: number) {
  const dice = new Dice(seed)
  return {
    classifications: names(2),
    weights: Float64Array.from({ length: features }, () => gaussian(dice)),
    intercept: 0.1,
    learningRate: 0.25,
  }
}

function manyScores(seed: number, classes: number, features: number) {
  const dice = new Dice(seed)
  return {
    classifications: names(classes),
    weights: names(classes).map(() => Float64Array.from({ length: features }, () => gaussian(dice))),
    intercepts: Float64Array.from({ length: classes }, () => gaussian(dice) / 10),
    learningRate: 0.25,
  }
}

/** In how many samples of each class of the generated problem each feature is present. */
function counts() {
  const samples = problem({ classifier: 'naive-bayes' }, 4, 1000, 6)
  const classCounts = [0, 0, 0, 0]
  const featureCounts = classCounts.map(() => new Map<number, number>())
  for (const { label, sample } of samples) {
    classCounts[label]!++
    for (const feature of sample) {
      featureCounts[label]!.set(feature, (featureCounts[label]!.get(feature) ?? 0) + 1)
    }
  }
  return { classCounts, featureCounts }
}

function naiveBayes(): ModelFile {
  return {
    type: 'naive bayes',
    classifications: names(4),
    ...counts(),
    totalNumFeatures: sparseFeatures,
    smoothingFactor: 1,
  }
}

function sparseCentroids(): ModelFile {
  const { classCounts, featureCounts } = counts()
  const centroids = featureCounts.map((features, c) => ({
    centroid: new Map([...features].map(([feature, count]) => [feature, count / classCounts[c]!])),
    dataCount: classCounts[c]!,
  }))
  return { type: 'sparse nearest centroid classifier', classifications: names(4), centroids }
}

function denseCentroids(): ModelFile {
  const dice = new Dice(7)
  const centroids = names(5).map((_, c) => ({
    centroid: randomDense(dice, denseFeatures).map(x => x / 2),
    dataCount: 10 + c,
  }))
  return { type: 'dense nearest centroid classifier', classifications: names(5), centroids }
}
