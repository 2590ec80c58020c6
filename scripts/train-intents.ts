/**
 * Trains the model that tells what a sentence asks for, and writes models/intents. The same files come out on every run
 * and machine. The sentences are our own: models/intents/sentences.tsv.
 */
import { readFileSync } from 'node:fs'
import { loadEncoder } from '@cotrain/encoders'
import { packageSource } from '@cotrain/encoders/node'
import { denseUnit } from '@cotrain/sdk/encoders'
import { measure, quantise } from '@cotrain/sdk/models'
import { type Labelled, type Split, shippedSeed, split } from '@cotrain/simulator/data/sets'
import { type TrainingData, trainNearestCentroid } from '@cotrain/simulator/training'
import { decimals, type Trained, writeAndReport } from './report.ts'

const encoderName = 'static-words-100-v1'
const classes = ['alarm', 'lights', 'music', 'restaurant', 'traffic', 'weather']
/** Of the sentences, what our own split holds out. */
const heldOutShare = 72 / 192

const rows = readFileSync(new URL('../models/intents/sentences.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map(line => line.split('\t') as [string, string, string])
const encode = await sentenceEncoder(encoderName)

writeAndReport('intents', train, ({ label, sample }) => [label, ...Array.from(sample, decimals)].join(','))

// the others that come with Cotrain, for comparison
for (const name of ['static-words-100-v1', 'use-lite-512-v1']) {
  const other = await sentenceEncoder(name)
  const { file, heldOut } = trainWith(ownSplit(), name, other)
  const { accuracy } = measure(file, quantise(file), heldOut)
  console.log(`${name}: ${(100 * accuracy).toFixed(2)} % of the held-out sentences, by nearest centroids`)
}

function train(seed: number): Trained {
  return trainWith(seed === shippedSeed ? ownSplit() : otherSplit(seed), encoderName, encode)
}

/** Held out is what somebody else might say. */
function ownSplit(): Split<Labelled<string>> {
  const of = (part: string) =>
    rows
      .filter(row => row[0] === part)
      .map(([, intent, sentence]) => ({ label: classes.indexOf(intent), input: sentence }))
  return { classes, train: of('train'), heldOut: of('held-out') }
}

function otherSplit(seed: number): Split<Labelled<string>> {
  const all = rows.map(([, intent, sentence]) => ({ label: classes.indexOf(intent), input: sentence }))
  return split(classes, all, seed, heldOutShare)
}

function trainWith(
  { train: known, heldOut }: Split<Labelled<string>>,
  encoder: string,
  encodeText: (text: string) => number[],
): Trained {
  const encoded = (samples: readonly Labelled<string>[]) =>
    samples.map(({ label, input }) => ({ label, sample: encodeText(input) }))
  const samples = encoded(known)
  const data: TrainingData = {
    classifications: classes,
    sparse: false,
    featureCount: samples[0]!.sample.length,
    samples,
  }
  const file = {
    ...trainNearestCentroid(data),
    name: 'Intents',
    description:
      'Tells what a sentence to an assistant asks for: a table, the weather, music and the like. Begun with twenty sentences of each, trained on by everyone.',
    encoder,
  }
  return { file, heldOut: encoded(heldOut) }
}

async function sentenceEncoder(name: string): Promise<(text: string) => number[]> {
  const loaded = await loadEncoder(name, { source: packageSource() })
  if (loaded.input !== 'text') throw new Error(`${name} takes no texts`)
  return text => Array.from(loaded.encode(text), integer => integer / denseUnit)
}
