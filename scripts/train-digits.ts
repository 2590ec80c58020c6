/**
 * Trains the model that reads handwritten digits, and writes models/digits. The same files come out on every run and
 * machine. The digits are those of the package mnist (MIT), as pictures that go through the encoder of drawings.
 */
import { loadEncoder } from '@cotrain/encoders'
import { packageSource } from '@cotrain/encoders/node'
import { denseUnit } from '@cotrain/sdk/encoders'
import { type MulticlassPerceptronFile, measure, quantise } from '@cotrain/sdk/models'
import { type Labelled, pictureOf, readDigits, shippedSeed } from '@cotrain/simulator/data/sets'
import { seededShuffle, trainNearestCentroid, trainPerceptron } from '@cotrain/simulator/training'
import { type Trained, writeAndReport } from './report.ts'

const encoder = 'pixels-14x14-v1'
const training = { epochs: 10, learningRate: 0.5 }
/** Held-out digits that are measured with, of a fifth of all. */
const shown = 200

const loaded = await loadEncoder(encoder, { source: packageSource() })

writeAndReport('digits', seed => {
  const { file, heldOut } = train(seed)
  return { file, heldOut: heldOut.slice(0, shown) }
})

const { file, heldOut, data } = train(shippedSeed)
const centroids = trainNearestCentroid(data)
const percent = (share: number) => `${(100 * share).toFixed(2)} %`
console.log(
  `all ${heldOut.length} held-out digits: ${percent(measure(file, quantise(file), heldOut).accuracy)} right; ` +
    `by nearest centroids ${percent(measure(centroids, quantise(centroids), heldOut).accuracy)}`,
)

function train(seed: number): Trained & { data: Parameters<typeof trainNearestCentroid>[0] } {
  const { classes, train: known, heldOut: hidden } = readDigits(seed)
  const samples = known.map(encode)
  const data = { classifications: classes, sparse: false, featureCount: loaded.featureCount, samples }
  const trained = trainPerceptron(data, { ...training, shuffle: seededShuffle(seed) })
  const file: MulticlassPerceptronFile = {
    ...(trained as MulticlassPerceptronFile),
    name: 'Digits',
    description:
      'Reads a digit that somebody drew or photographed. Begun with handwritten digits of MNIST, trained on by everyone.',
    encoder,
    links: {
      'MNIST (1998)': 'https://yann.lecun.org/exdb/mnist/',
      'Package of the data (MIT)': 'https://github.com/cazala/mnist',
    },
  }
  return { file, heldOut: hidden.map(encode), data }
}

function encode({ label, input }: Labelled<number[]>) {
  if (loaded.input !== 'picture') throw new Error(`${encoder} takes no pictures`)
  return { label, sample: Array.from(loaded.encode(pictureOf(input)), integer => integer / denseUnit) }
}
