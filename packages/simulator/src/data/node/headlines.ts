import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createVocabularyEncoder } from '@cotrain/sdk/encoders'
import { type DataSet, packSamples } from '../DataSet.ts'
import { split } from '../sets/split.ts'
import { frequentWords } from '../sets/words.ts'
import { encodeTexts } from './encodeTexts.ts'

const classes = ['news', 'clickbait']

/**
 * Headlines of newspapers and of pages that live on clicks, a file of one a line for each.
 * Source: Chakraborty et al., "Stop Clickbait", ASONAM 2016.
 *
 * @param words So many of the most frequent words of the training samples are features.
 */
export function headlines(files: readonly [string, string], seed: number, words: number): DataSet {
  const samples = files.flatMap((file, label) => linesOf(file).map(input => ({ label, input })))
  const { train, heldOut } = split(classes, samples, seed)
  const frequent = frequentWords(
    train.map(({ input }) => input),
    2,
  )
  const encoder = createVocabularyEncoder(frequent.slice(0, words))
  return {
    name: 'clickbait',
    classes,
    form: 'sparse',
    features: encoder.featureCount,
    train: packSamples('sparse', encodeTexts(encoder, train)),
    test: packSamples('sparse', encodeTexts(encoder, heldOut)),
  }
}

function linesOf(file: string): string[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
}
