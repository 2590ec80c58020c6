import type { ModelFile } from '@cotrain/sdk/models'
import type { BenchModel, BenchSample } from './inputs.ts'
import { seededRandom } from './random.ts'
import { reference } from './reference.ts'

/**
 * A model for every classifier, of the sizes that the older project was measured with: 1,000 features of sets, 400 of
 * pictures, 512 of embeddings. Those with more than two classes have ten. The numbers are seeded.
 */
export function builtInModels(): BenchModel[] {
  const words = Object.entries(reference.sparseSamples).map(([name, features]) => ({ name, features }))
  const picture = [denseSample('400', 400, number => Math.abs(number))]
  const embedding = [denseSample('512', 512, number => number)]
  return [
    { name: 'sparse perceptron', file: sparseLinear('sparse perceptron', 4, 0.5), samples: words },
    { name: 'dense perceptron', file: densePerceptron(400), samples: picture },
    { name: 'naive Bayes', file: naiveBayes(1_000), samples: words },
    { name: 'nearest centroid', file: nearestCentroid(512), samples: embedding },
    { name: 'sparse nearest centroid', file: sparseNearestCentroid(1_000), samples: words },
    // small weights: the probability is never so near to 1 that a contribution moves nothing
    {
      name: 'logistic regression',
      file: sparseLinear('sparse logistic regression', 0.1, 0.03),
      samples: words,
    },
    {
      name: 'sparse multiclass perceptron',
      file: multiclass('sparse multiclass perceptron', 1_000),
      samples: words,
    },
    {
      name: 'dense multiclass perceptron',
      file: multiclass('dense multiclass perceptron', 400),
      samples: picture,
    },
  ]
}

const twoClasses = ['Negative', 'Positive']
const tenClasses = Array.from({ length: 10 }, (_, label) => String(label))

function sparseLinear(
  type: 'sparse perceptron' | 'sparse logistic regression',
  spread: number,
  learningRate: number,
): ModelFile {
  const weights = Float64Array.from(normals(2019, 1_000), number => number * spread)
  return { type, classifications: twoClasses, weights, intercept: -spread / 8, learningRate }
}

function densePerceptron(features: number): ModelFile {
  return {
    type: 'dense perceptron',
    classifications: twoClasses,
    weights: Float64Array.from(normals(2020, features)),
    intercept: -0.5,
    learningRate: 0.5,
  }
}

function multiclass(
  type: 'sparse multiclass perceptron' | 'dense multiclass perceptron',
  features: number,
): ModelFile {
  return {
    type,
    classifications: tenClasses,
    weights: tenClasses.map((_, label) => Float64Array.from(normals(2021 + label, features))),
    intercepts: Float64Array.from(normals(2031, tenClasses.length)),
    learningRate: 0.5,
  }
}

function naiveBayes(features: number): ModelFile {
  return {
    type: 'naive bayes',
    classifications: twoClasses,
    classCounts: [1_000, 1_000],
    featureCounts: twoClasses.map((_, label) => seededCounts(2032 + label, features)),
    totalNumFeatures: features,
    smoothingFactor: 1,
  }
}

function sparseNearestCentroid(features: number): ModelFile {
  const dataCount = 1_000
  const centroids = twoClasses.map((_, label) => {
    const counts = seededCounts(2034 + label, features)
    return { centroid: new Map([...counts].map(([i, count]) => [i, count / dataCount])), dataCount }
  })
  return { type: 'sparse nearest centroid classifier', classifications: twoClasses, centroids }
}

function nearestCentroid(features: number): ModelFile {
  const centroids = twoClasses.map((_, label) => {
    const mean = unit(normals(2036 + label, features)).map(number => number / 2)
    return { centroid: mean, dataCount: 1_000 }
  })
  return { type: 'dense nearest centroid classifier', classifications: twoClasses, centroids }
}

/** In how many samples each feature is: from 1 to 30, the first features ten times as often. */
function seededCounts(seed: number, features: number): Map<number, number> {
  const random = seededRandom(seed)
  const counts = Array.from(
    { length: features },
    (_, i) => (i < 20 ? 10 : 1) * (1 + Math.floor(random() * 30)),
  )
  return new Map(counts.entries())
}

function denseSample(name: string, features: number, change: (number: number) => number): BenchSample {
  return { name, features: unit(normals(features, features).map(change)) }
}

function unit(numbers: readonly number[]): number[] {
  const norm = Math.hypot(...numbers)
  return numbers.map(number => number / norm)
}

/** Numbers like the weights that training gives: most small, few large, about as many of either sign. */
function normals(seed: number, count: number): number[] {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, () => Number(normal().toFixed(4)))
}
