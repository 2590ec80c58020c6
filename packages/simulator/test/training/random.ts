import { featureCountOf, isSparse, type ModelFile } from '@cotrain/sdk/models'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** Models of awkward sizes, which real data do not give: several words a position, several pages, words half full. */
export function randomModels(): [name: string, file: ModelFile, weightBits: number | 'auto'][] {
  const random = xoroshiro128plus(5)
  return [
    ['sparse perceptron of three classes', multiclass(random, 3, 100, true), 8],
    ['sparse perceptron of 33 classes', multiclass(random, 33, 40, true), 8],
    ['sparse perceptron of 17 classes', multiclass(random, 17, 40, true), 16],
    ['dense perceptron of nine classes', multiclass(random, 9, 35, false), 'auto'],
    ['naive Bayes of two pages', naiveBayes(random, 3, 3000), 'auto'],
    ['naive Bayes of 64 classes', naiveBayes(random, 64, 130), 'auto'],
    ['sparse centroids of two pages', sparseCentroids(random, 5, 1700), 'auto'],
    ['dense centroids of seventeen classes', denseCentroids(random, 17, 20), 'auto'],
  ]
}

/** Sets with about a tenth of the features, or vectors of norm 1. */
export function randomSample(file: ModelFile, random: RandomGenerator): number[] {
  const features = featureCountOf(file)
  if (isSparse(file))
    return [...Array(features).keys()].filter(() => uniformInt(random, 0, 9) === 0).slice(0, 200)
  return unit(random, features)
}

function multiclass(random: RandomGenerator, classes: number, features: number, sparse: boolean): ModelFile {
  return {
    type: sparse ? 'sparse multiclass perceptron' : 'dense multiclass perceptron',
    classifications: names(classes),
    weights: names(classes).map(() => floats(random, features)),
    intercepts: floats(random, classes),
    learningRate: 0.25,
  }
}

function naiveBayes(random: RandomGenerator, classes: number, features: number): ModelFile {
  return {
    type: 'naive bayes',
    classifications: names(classes),
    classCounts: names(classes).map(() => uniformInt(random, 50, 60)),
    featureCounts: names(classes).map(
      () => new Map(Array.from({ length: features }, (_, i) => [i, uniformInt(random, 0, 40)])),
    ),
    totalNumFeatures: features,
    smoothingFactor: 1,
  }
}

function sparseCentroids(random: RandomGenerator, classes: number, features: number): ModelFile {
  const centroids = names(classes).map(() => ({
    centroid: new Map(Array.from({ length: features }, (_, i) => [i, uniformInt(random, 0, 20) / 100])),
    dataCount: 100,
  }))
  return { type: 'sparse nearest centroid classifier', classifications: names(classes), centroids }
}

function denseCentroids(random: RandomGenerator, classes: number, features: number): ModelFile {
  const centroids = names(classes).map((_, i) => ({
    centroid: unit(random, features).map(x => x * 0.9),
    dataCount: i === 3 ? 0 : i + 1,
  }))
  return { type: 'dense nearest centroid classifier', classifications: names(classes), centroids }
}

function unit(random: RandomGenerator, count: number): number[] {
  const numbers = [...floats(random, count)]
  const norm = Math.hypot(...numbers)
  return numbers.map(x => x / norm)
}

function floats(random: RandomGenerator, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => uniformInt(random, -1000, 1000) / 1000)
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `class ${i}`)
}
