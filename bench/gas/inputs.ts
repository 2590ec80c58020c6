import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { assertDeployable, type PerceptronFile, parseModelFile } from '@cotrain/sdk/models'
import { seededRandom } from './random.ts'
import { reference } from './reference.ts'

export type BenchSample = { name: string; features: number[] }
export type BenchModel = { name: string; file: PerceptronFile; samples: BenchSample[] }

/** The built-in model: 1,000 weights, as many as the older project's, and its samples of 20, 60 and 120 words. */
export function builtInModels(): BenchModel[] {
  return [{ name: 'seeded', file: seededModel(1_000), samples: reference.samples }]
}

/** A model file with weights like those that training gives: most small, few large, about as many of either sign. */
function seededModel(featureCount: number): PerceptronFile {
  const random = seededRandom(2019)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const weights = Array.from({ length: featureCount }, () => Number((normal() * 4).toFixed(4)))
  const json = {
    type: 'sparse perceptron',
    classifications: ['Negative', 'Positive'],
    weights,
    intercept: -0.5,
    learningRate: 0.5,
  }
  return assertDeployable(parseModelFile(json))
}

/**
 * Reads models and samples to measure instead: `{"models":[{"name","file","samples":[{"name","features":[…]}]}]}`;
 * model files are found from the folder of the inputs.
 *
 * @throws Error when the file has another form; errors of model files.
 */
export function readInputs(path: string): BenchModel[] {
  const { models } = JSON.parse(readFileSync(path, 'utf8')) as {
    models: { name: string; file: string; samples: BenchSample[] }[]
  }
  if (!Array.isArray(models)) throw new Error(`${path} has no list "models".`)
  return models.map(({ name, file, samples }) => ({
    name,
    file: assertDeployable(parseModelFile(readFileSync(resolve(dirname(path), file), 'utf8'))),
    samples: samples.map(sample => ({ name: String(sample.name), features: sample.features })),
  }))
}

/**
 * `count` different samples as long as `features`: that one, and others drawn as words are, the frequent ones first
 * (P(index) ~ 1 / (index + 1), without replacement).
 */
export function similarSamples(features: readonly number[], featureCount: number, count: number): number[][] {
  const random = seededRandom(features.length)
  const harmonic = Math.log(featureCount + 1)
  const draw = () => {
    const drawn = new Set<number>()
    while (drawn.size < Math.min(features.length, featureCount)) {
      const index = Math.floor(Math.exp(random() * harmonic)) - 1
      if (index < featureCount) drawn.add(index)
    }
    return [...drawn]
  }
  return [[...features], ...Array.from({ length: count - 1 }, draw)]
}
