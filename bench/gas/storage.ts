import type { ClassifierName, ClassifierOptions } from '@cotrain/sdk'
import type { Encoded } from './inputs.ts'

/** A sample that is taught, and the class that the model gives it before. */
export type Lesson = { sample: Encoded; label: number; predicted: number }

/** Storage words of the classifier, by what an action does with them; contracts whose code is read. */
export type Words = { read: number; changed: number; code: number }

/**
 * The fewest storage words that hold what a classifier has to read and change for an action: weights and counts in
 * the bits that they have, without what the contract reads besides.
 */
export type StorageModel = {
  /** Of samples together. */
  predict(...samples: readonly Encoded[]): Words
  teach(lessons: readonly Lesson[]): Words
}

/** Names the words that hold what the sample touches of one class. */
type WordsOfClass = (sample: Encoded, label: number) => Iterable<string>

type Layout = {
  classes: number
  wordsOf: WordsOfClass
  /** Whether a contribution changes its label's words, both sides of a mistake, or both sides always. */
  learns: 'counts' | 'mistakes' | 'always'
  /** Contracts of uploaded counts that a prediction reads, and a contribution. */
  code?: { predict: number; teach: number }
}

/** @returns What a model of this classifier, with these options and so many classes now, needs. */
export function storageOf(
  classifier: ClassifierName,
  options: ClassifierOptions,
  classes: number,
): StorageModel {
  const { learns, wordsOf, code = { predict: 0, teach: 0 } } = layoutOf(classifier, options, classes)
  const all = (sample: Encoded) => labels(classes).flatMap(label => [...wordsOf(sample, label)])
  return {
    predict: (...samples) => ({ read: new Set(samples.flatMap(all)).size, changed: 0, code: code.predict }),
    teach: lessons => {
      const changed = new Set<string>()
      const read = new Set<string>()
      for (const { sample, label, predicted } of lessons) {
        if (learns === 'counts') add(changed, wordsOf(sample, label))
        else add(read, all(sample))
        if (learns === 'always' || (learns === 'mistakes' && label !== predicted)) {
          add(changed, wordsOf(sample, label))
          add(changed, wordsOf(sample, predicted))
        }
      }
      const onlyRead = [...read].filter(word => !changed.has(word)).length
      return { read: onlyRead, changed: changed.size, code: code.teach }
    },
  }
}

function layoutOf(classifier: ClassifierName, given: ClassifierOptions, classes: number): Layout {
  // the options of all classifiers, each with the fields of its own
  const options = given as Partial<Record<string, number>> & { featureCount: number }
  switch (classifier) {
    case 'sparse-perceptron':
      return { classes, learns: 'mistakes', wordsOf: packed(Math.floor(256 / options.weightBits!)) }
    case 'logistic-regression':
      return { classes, learns: 'always', wordsOf: packed(Math.floor(256 / options.weightBits!)) }
    case 'sparse-multiclass-perceptron':
      return { classes, learns: 'mistakes', wordsOf: sideBySide(classes, 256 / options.weightBits!) }
    case 'dense-perceptron':
    case 'dense-multiclass-perceptron':
      return {
        classes,
        learns: 'mistakes',
        wordsOf: dense(classes === 2 && classifier === 'dense-perceptron'),
      }
    case 'nearest-centroid':
      return { classes, learns: 'counts', wordsOf: sums }
    case 'naive-bayes':
    case 'sparse-nearest-centroid': {
      const { countBits = 4, classesPerWord = 2 } = options
      const teach = classifier === 'naive-bayes' ? 0 : 1
      return {
        classes,
        learns: 'counts',
        wordsOf: counts(countBits, classesPerWord, options.maxClasses!),
        code: { predict: 1, teach },
      }
    }
  }
}

/** One score: intercept, then the weights of the features. */
function packed(perWord: number): WordsOfClass {
  return sample => positions(sample).map(position => String(Math.floor(position / perWord)))
}

/** The weights of all classes of a position next to one another. */
function sideBySide(classes: number, lanes: number): WordsOfClass {
  return (sample, label) =>
    positions(sample).map(position =>
      classes > lanes
        ? `${position}:${Math.floor(label / lanes)}`
        : String(Math.floor(position / Math.floor(lanes / classes))),
    )
}

/** Vectors of 16-bit weights, eight intercepts to a word; two classes may share a vector. */
function dense(oneVector: boolean): WordsOfClass {
  return (sample, label) => {
    const vector = oneVector ? 0 : label
    const weights = Array.from({ length: Math.ceil(sample.length / 16) }, (_, i) => `${vector}:${i}`)
    return [`intercepts:${Math.floor(vector / 8)}`, ...weights]
  }
}

/** Sums of 32 bits for each class, and two classes' counts of samples to a word. */
const sums: WordsOfClass = (sample, label) => {
  const own = Array.from({ length: 2 * Math.ceil(sample.length / 16) }, (_, i) => `${label}:${i}`)
  return [`states:${Math.floor(label / 2)}`, ...own]
}

/** Low parts of counts, and three classes' counts of samples to a word; those of two classes share it with counts. */
function counts(bits: number, classesPerWord: number, maxClasses: number): WordsOfClass {
  const width = bits * classesPerWord
  const features = Math.floor(255 / width)
  const skipped = maxClasses === 2 ? Math.ceil((24 + 2 * 72) / width) : 0
  return (sample, label) => {
    const group = Math.floor(label / classesPerWord)
    const own = Array.from(sample, index => `${group}:${Math.floor((index + skipped) / features)}`)
    return [maxClasses === 2 ? '0:0' : `states:${Math.floor(label / 3)}`, ...own]
  }
}

const positions = (sample: Encoded) => [0, ...Array.from(sample, index => index + 1)]
const labels = (classes: number) => Array.from({ length: classes }, (_, label) => label)

function add(set: Set<string>, words: Iterable<string>): void {
  for (const word of words) set.add(word)
}
