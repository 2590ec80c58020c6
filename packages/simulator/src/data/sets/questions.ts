import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Labelled, type Split, split } from './split.ts'

const require = createRequire(import.meta.url)

type Corpus = { sentences: { text: string; intent: string }[] }

/**
 * 206 questions about trains by what people want to know, as the package wink-naive-bayes-text-classifier has them
 * among its examples. Source: Braun et al., "Evaluating natural language understanding services", 2017.
 */
export function readQuestions(seed: number): Split<Labelled<string>> {
  const file = require.resolve('wink-naive-bayes-text-classifier/chatbot-example/chatbot-training-data.json')
  const { sentences }: Corpus = JSON.parse(readFileSync(file, 'utf8'))
  const classes = [...new Set(sentences.map(({ intent }) => intent))].sort()
  const samples = sentences.map(({ text, intent }) => ({ label: classes.indexOf(intent), input: text }))
  return split(classes, samples, seed)
}
