import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A small model whose answers are plain: "good" speaks for class 1, "bad" against it. */
export const tinyModel = {
  type: 'sparse perceptron',
  name: 'Tiny',
  classifications: ['no', 'yes'],
  vocabulary: ['bad', 'good', 'fine', 'sour'],
  weights: [-2, 2, 1, -1],
  intercept: 0,
  learningRate: 0.5,
}

/** A model of many features, of which it knows nothing: it says no. */
export const wideModel = {
  type: 'sparse perceptron',
  name: 'Wide',
  classifications: ['no', 'yes'],
  weights: Array<number>(32_768).fill(0),
  intercept: 0,
  learningRate: 1,
}

/** Writes `model` as JSON into `folder`. @returns The file. */
export async function writeModel(folder: string, model: object, name = 'model.json'): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, JSON.stringify(model))
  return file
}

/** A model of so many features that its upload takes several transactions. */
export function largeModel(featureCount: number): object {
  // any weights do; these differ from one another and need all bits
  const weights = Array.from({ length: featureCount }, (_, i) => ((i * 7919) % 20_011) - 10_000)
  return {
    type: 'sparse perceptron',
    name: 'Large',
    classifications: ['a', 'b'],
    weights,
    intercept: 3,
    learningRate: 1,
  }
}
