/**
 * Trains the model that tells favourable reviews from others, and writes models/reviews. The same files come out on
 * every run and machine.
 */
import { createVocabularyEncoder } from '@cotrain/sdk/encoders'
import { type NaiveBayesFile, suggestMaxFeatures } from '@cotrain/sdk/models'
import { frequentWords, type Labelled, readReviews } from '@cotrain/simulator/data/sets'
import { trainNaiveBayes } from '@cotrain/simulator/training'
import { type Trained, writeAndReport } from './report.ts'

/** Words of a single review help as well: without them two points fewer are right. */
const minReviews = 1

writeAndReport('reviews', train, ({ label, sample }) => [label, ...Array.from(sample)].join(' '))

function train(seed: number): Trained {
  const { classes, train: known, heldOut } = readReviews(seed)
  const encoder = createVocabularyEncoder(
    frequentWords(
      known.map(({ input }) => input),
      minReviews,
    ),
  )
  const encode = ({ label, input }: Labelled<string>) => ({ label, sample: encoder.encode(input) })
  const samples = known.map(encode)
  const { featureCount } = encoder
  const trained = trainNaiveBayes({ classifications: classes, sparse: true, featureCount, samples })
  const maxFeatures = suggestMaxFeatures(samples.map(({ sample }) => sample))
  const file: NaiveBayesFile = {
    ...trained,
    ...(maxFeatures === undefined ? {} : { maxFeatures }),
    name: 'Reviews',
    description:
      'Tells favourable reviews of things that people bought from others, by the words in them. Begun with sentences of reviews on amazon.com, trained on by everyone.',
    encoder: encoder.name,
    vocabulary: [...encoder.words],
    links: {
      'Labelled sentences (2015; CC BY 4.0)':
        'https://archive.ics.uci.edu/dataset/331/sentiment+labelled+sentences',
      'Package of the data (MIT)': 'https://github.com/winkjs/wink-naive-bayes-text-classifier',
    },
  }
  return { file, heldOut: heldOut.map(encode) }
}
