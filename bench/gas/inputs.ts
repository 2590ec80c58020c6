import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { decodeText } from '@cotrain/sdk/data'
import { toSample } from '@cotrain/sdk/encoders'
import {
  denseEncoderOf,
  encoderOf,
  featureCountOf,
  isSparse,
  type ModelFile,
  parseModel,
} from '@cotrain/sdk/models'
import { seededRandom } from './random.ts'

/** Indices of features, or a number for each feature. */
export type BenchSample = { name: string; features: number[] }
export type BenchModel = { name: string; file: ModelFile; samples: BenchSample[] }
export type Encoded = Uint16Array | Int16Array

/**
 * Reads models and samples to measure: `{"models":[{"name","file","samples":[{"name","features":[…]}]}]}`, features
 * being indices or, for a dense model, a number for each feature. Model files are found from the folder of the inputs.
 *
 * @throws Error when the file has another form; errors of model files.
 */
export function readInputs(path: string): BenchModel[] {
  const { models } = JSON.parse(decodeText(readFileSync(path), { name: path })) as {
    models: { name: string; file: string; samples: BenchSample[] }[]
  }
  if (!Array.isArray(models)) throw new Error(`${path} has no list "models".`)
  return models.map(({ name, file, samples }) => ({
    name,
    file: parseModel(readFileSync(resolve(dirname(path), file))),
    samples: samples.map(sample => ({ name: String(sample.name), features: sample.features })),
  }))
}

/** The name on chain of the encoder that the samples of a model file are encoded with. */
export function encoderNameOf(file: ModelFile): string {
  return (isSparse(file) ? encoderOf(file) : denseEncoderOf(file)).encoder.name
}

/** The sample that a model's contract takes. */
export function encodeFor(file: ModelFile, features: readonly number[]): Encoded {
  return isSparse(file) ? toSample(features) : denseEncoderOf(file).encoder.encode(features)
}

/**
 * `count` different samples like `features`: that one, and seeded others. Indices are drawn as words are, the frequent
 * ones first (P(index) ~ 1 / (index + 1), without replacement); numbers are the same ones in another order.
 */
export function similarSamples(file: ModelFile, features: readonly number[], count: number): number[][] {
  const random = seededRandom(features.length)
  const others = Array.from({ length: count - 1 }, () =>
    isSparse(file) ? drawIndices(random, features.length, featureCountOf(file)) : shuffled(random, features),
  )
  return [[...features], ...others]
}

function drawIndices(random: () => number, length: number, featureCount: number): number[] {
  const harmonic = Math.log(featureCount + 1)
  const drawn = new Set<number>()
  while (drawn.size < Math.min(length, featureCount)) {
    const index = Math.floor(Math.exp(random() * harmonic)) - 1
    if (index < featureCount) drawn.add(index)
  }
  return [...drawn]
}

function shuffled(random: () => number, numbers: readonly number[]): number[] {
  const keyed = numbers.map(number => [random(), number] as const)
  return keyed.sort(([a], [b]) => a - b).map(([, number]) => number)
}
