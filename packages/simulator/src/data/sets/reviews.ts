import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Labelled, type Split, split } from './split.ts'

const require = createRequire(import.meta.url)

/**
 * 1,000 sentences of reviews on amazon.com, half of them favourable, as the package wink-naive-bayes-text-classifier
 * has them among its examples. Source: Kotzias et al., "From group to individual labels using deep features", 2015.
 */
export function readReviews(seed: number): Split<Labelled<string>> {
  const file = require.resolve(
    'wink-naive-bayes-text-classifier/sentiment-analysis-example/shuffled-sentiment-training-data.json',
  )
  const reviews: [text: string, label: string][] = JSON.parse(readFileSync(file, 'utf8'))
  const samples = reviews.map(([input, label]) => ({ label: Number(label), input }))
  return split(['negative', 'positive'], samples, seed)
}
