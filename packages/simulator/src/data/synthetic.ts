import { Random } from '../random/Random.ts'
import { type DataSet, memory, type Samples } from './DataSet.ts'

export type SyntheticOptions = {
  train: number
  test: number
  features: number
  classes: number
  /** Words drawn for a text, on the mean; repeated words count once. */
  words: number
  /** How much oftener or more rarely a class uses a word, at most: 0 nothing can be learnt, 0.5 half as often again. */
  signal: number
  /** Share of the labels that are wrong. */
  noise: number
  seed: number
}

/**
 * Texts drawn from word frequencies that differ between classes: word f has the frequency 1 / (f + 10), tilted by a
 * random amount for each class. A text is the set of the words drawn for it.
 */
export function synthetic(options: SyntheticOptions): DataSet {
  const { features, classes, seed } = options
  const frequencies = new Random(seed, 'frequencies')
  const tables = Array.from({ length: classes }, () => cumulative(features, options.signal, frequencies))
  return {
    name: 'synthetic',
    classes: tables.map((_, label) => `class ${label}`),
    form: 'sparse',
    features,
    train: texts(options.train, options, tables, new Random(seed, 'train')),
    test: texts(options.test, { ...options, noise: 0 }, tables, new Random(seed, 'test')),
  }
}

function cumulative(features: number, signal: number, random: Random): Float64Array {
  let sum = 0
  return Float64Array.from({ length: features }, (_, f) => {
    sum += (1 + signal * (2 * random.uniform() - 1)) / (f + 10)
    return sum
  })
}

function texts(
  count: number,
  { classes, features, words, noise }: SyntheticOptions,
  tables: readonly Float64Array[],
  random: Random,
): Samples {
  const labels = new Uint8Array(memory(count))
  const offsets = new Uint32Array(memory(4 * (count + 1)))
  const drawn = new Uint16Array(count * Math.min(features, 2 * words + 1))
  const seen = new Uint32Array(features)
  let end = 0
  for (let i = 0; i < count; i++) {
    const label = random.below(classes)
    const start = end
    for (let left = 1 + Math.floor(2 * words * random.uniform()); left > 0; left--) {
      const word = search(tables[label]!, random.uniform())
      if (seen[word] === i + 1) continue
      seen[word] = i + 1
      drawn[end++] = word
    }
    drawn.subarray(start, end).sort()
    labels[i] = noise > 0 && random.chance(noise) ? random.below(classes) : label
    offsets[i + 1] = end
  }
  const values = new Uint16Array(memory(2 * end))
  values.set(drawn.subarray(0, end))
  return { labels, offsets, values }
}

/** The first position whose cumulative frequency is above `share` of them all. */
function search(table: Float64Array, share: number): number {
  const wanted = share * table[table.length - 1]!
  let low = 0
  let high = table.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (table[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return low
}
