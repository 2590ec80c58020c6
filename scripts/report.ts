import { mkdirSync, writeFileSync } from 'node:fs'
import { type FloatLabelled, type ModelFile, measure, quantise, writeModelFile } from '@cotrain/sdk/models'
import { shippedSeed } from '@cotrain/simulator/data/sets'

/** A trained model, and the samples that training never saw, as the file takes them. */
export type Trained = { file: ModelFile; heldOut: FloatLabelled[] }

/** Seeds of the splits that show how far the figure depends on the split. */
const otherSeeds = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]

/**
 * Trains on the split of the shipped seed, writes the model to a folder of models, and prints how good it is.
 *
 * @param train Splits the data by a seed and trains.
 * @param line A held-out sample as a line of held-out.txt; no such file is written without it.
 */
export function writeAndReport(
  folder: string,
  train: (seed: number) => Trained,
  line?: (sample: FloatLabelled) => string,
): void {
  const { file, heldOut } = train(shippedSeed)
  const quantised = quantise(file, { data: heldOut })
  const { accuracy, floatAccuracy } = measure(file, quantised, heldOut)
  const others = otherSeeds.map(seed => {
    const other = train(seed)
    return measure(other.file, quantise(other.file), other.heldOut).accuracy
  })
  const path = new URL(`../models/${folder}/`, import.meta.url)
  mkdirSync(path, { recursive: true })
  writeFileSync(new URL('model.json', path), writeModelFile(file))
  if (line) writeFileSync(new URL('held-out.txt', path), heldOut.map(sample => `${line(sample)}\n`).join(''))

  const mean = others.reduce((sum, each) => sum + each, 0) / others.length
  console.log(`model: ${file.type}, ${quantised.words.length} words of parameters on chain`)
  console.log(
    `${heldOut.length} held-out samples: ${percent(accuracy)} right by contract integers, ${percent(floatAccuracy)} by floats`,
  )
  console.log(
    `${others.length} other splits: mean ${percent(mean)}, from ${percent(Math.min(...others))} to ${percent(Math.max(...others))}`,
  )
}

/** A number of a dense sample, with so many digits that its integer comes back. */
export function decimals(number: number): string {
  return String(Number(number.toFixed(5)))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
