/**
 * Trains the spam filter that Cotrain starts with, on the SpamAssassin corpus, and writes models/spam-filter. The same
 * files come out on every run and machine. How mails are read: train-spam/corpus.ts; which words count:
 * train-spam/vocabulary.ts.
 */

import { writeFileSync } from 'node:fs'
import { createVocabularyEncoder, type LabelledSample } from '@cotrain/sdk/encoders'
import {
  measure,
  type PerceptronFile,
  parseModelFile,
  quantiseSparsePerceptron,
  suggestMaxFeatures,
} from '@cotrain/sdk/models'
import {
  chooseVocabulary,
  type Mail,
  namesInHeaders,
  readCorpus,
  withoutNearDuplicates,
} from '@cotrain/simulator/data/sets/spam'
import { type Shuffle, seededShuffle } from '@cotrain/simulator/training'
import { accuracyOf, measureOnline } from './train-spam/online.ts'
import { trainPerceptron } from './train-spam/perceptron.ts'

const seed = 1
/** The same is done for other splits of the mails, to see how far the figure depends on the split. */
const otherSeeds = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const words = 4000
const heldOutShare = 0.2
const training = { epochs: 8, margin: 5, runs: 5, cut: 4.5 }
/** In the units of the weights: see "online" in what the script prints for what it does. */
const learningRate = 0.2

const folder = new URL('../models/spam-filter/', import.meta.url)
const percent = (share: number) => `${(100 * share).toFixed(2)} %`

const corpus = await readCorpus()
const mails = withoutNearDuplicates(corpus)
const names = namesInHeaders(mails)
const { train, heldOut, encoder, heldOutSamples, intercept, weights, maxFeatures } = trainOn(seed)
console.log(`mails: ${corpus.length}, ${mails.length} without near-duplicates (${count(mails)})`)
console.log(`training: ${train.length} (${count(train)}); held out: ${heldOut.length} (${count(heldOut)})`)

const model = {
  type: 'sparse perceptron',
  name: 'Spam filter',
  description:
    'Tells spam from ham (mail that people want) by the words in it. Begun with the public mails of the SpamAssassin corpus, trained on by everyone.',
  classifications: ['ham', 'spam'],
  encoder: encoder.name,
  links: {
    'SpamAssassin public mail corpus': 'https://spamassassin.apache.org/old/publiccorpus/',
    'Package of the corpus (PDDL 1.0, CC0 1.0)': 'https://github.com/stdlib-js/datasets-spam-assassin',
  },
  maxFeatures,
  learningRate,
  intercept,
  weights,
  vocabulary: encoder.words,
}
const json = `${JSON.stringify(model, null, 1).replaceAll(/,\n {2}(?=[-\d"][^:\n]*$)/gm, ', ')}\n`
writeFileSync(new URL('model.json', folder), json)
writeFileSync(new URL('held-out.txt', folder), heldOutSamples.map(line).join(''))

const file = parseModelFile(json) as PerceptronFile
const quantised = quantiseSparsePerceptron(file)
const { options, scale, roundingError } = quantised
const { accuracy, floatAccuracy } = measure(file, quantised, heldOutSamples)
const recall = (label: number) =>
  accuracyOf(
    quantised.weights,
    heldOutSamples.filter(mail => mail.label === label),
  )
const online = measureOnline(quantised, heldOutSamples)
console.log(
  `model: ${words} words, ${options.weightBits} bits a weight, ${quantised.words.length} storage slots`,
)
console.log(
  `rounding: ${scale} units in 1, error ${percent(roundingError)} of the weights' size (root mean square)`,
)
console.log(
  `held-out accuracy: ${percent(accuracy)} by contract integers, ${percent(floatAccuracy)} by floats`,
)
console.log(`recall: ham ${percent(recall(0))}, spam ${percent(recall(1))}`)
console.log(
  `online, learning rate ${learningRate} (${options.learningRate} units): ${online.toTurn.median} wrong contributions ` +
    `turn the middle mail, ${online.toTurn.ninety} nine of ten`,
)
console.log(
  `accuracy on other held-out mails: ${percent(online.accuracy.before)} before, ` +
    `${percent(online.accuracy.honest100)} after 100 honest contributions, ` +
    `${percent(online.accuracy.wrong20)} after 20 of both classes with the wrong label, ` +
    `${percent(online.accuracy.hamAsSpam20)} after 20 of ham as spam`,
)

const others = otherSeeds.map(each => {
  const other = trainOn(each)
  return accuracyOf([other.intercept, ...other.weights], other.heldOutSamples)
})
console.log(
  `held-out accuracy of ${others.length} other splits: mean ${percent(others.reduce((sum, each) => sum + each) / others.length)}, ` +
    `from ${percent(Math.min(...others))} to ${percent(Math.max(...others))}`,
)

/** Splits the mails, chooses the words by the training part, and trains on it. */
function trainOn(seedOfSplit: number) {
  const { train, heldOut } = split(mails, seededShuffle(seedOfSplit))
  const encoder = createVocabularyEncoder(chooseVocabulary(train, names, words))
  const encode = ({ label, text }: Mail): LabelledSample => ({ label, sample: encoder.encode(text) })
  const shuffle = seededShuffle(seedOfSplit)
  const known = train.map(encode)
  const trained = trainPerceptron(known, encoder.featureCount, training, shuffle)
  const [intercept = 0, ...weights] = trained
  const maxFeatures = suggestMaxFeatures(known.map(({ sample }) => sample))
  return { train, heldOut, encoder, heldOutSamples: heldOut.map(encode), intercept, weights, maxFeatures }
}

/** A share of each class is held out. */
function split(all: readonly Mail[], shuffle: Shuffle) {
  const classes = [0, 1].map(label => shuffle(all.filter(mail => mail.label === label)))
  const cut = (mailsOfClass: Mail[]) => Math.round(mailsOfClass.length * heldOutShare)
  return {
    train: classes.flatMap(mailsOfClass => mailsOfClass.slice(cut(mailsOfClass))),
    heldOut: shuffle(classes.flatMap(mailsOfClass => mailsOfClass.slice(0, cut(mailsOfClass)))),
  }
}

function line({ label, sample }: LabelledSample): string {
  return `${[label, ...sample].join(' ')}\n`
}

function count(some: readonly Mail[]): string {
  const spam = some.filter(({ label }) => label === 1).length
  return `${some.length - spam} ham, ${spam} spam`
}
