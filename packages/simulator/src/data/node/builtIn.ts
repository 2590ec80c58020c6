import { createNumbersEncoder, createVocabularyEncoder } from '@cotrain/sdk/encoders'
import { type DataSet, type Example, packSamples, splitExamples } from '../DataSet.ts'
import { penguinInputs, readPenguins } from '../sets/penguins.ts'
import { readReviews } from '../sets/reviews.ts'
import { frequentWords } from '../sets/words.ts'
import { encodeTexts } from './encodeTexts.ts'

/** Words must stand in so many reviews. */
const minReviews = 2

/** 1,000 sentences of reviews on amazon.com, by the words in them. */
export function reviews(seed: number): DataSet {
  const { classes, train, heldOut } = readReviews(seed)
  const encoder = createVocabularyEncoder(
    frequentWords(
      train.map(({ input }) => input),
      minReviews,
    ),
  )
  return {
    name: 'reviews',
    classes,
    form: 'sparse',
    features: encoder.featureCount,
    train: packSamples('sparse', encodeTexts(encoder, train)),
    test: packSamples('sparse', encodeTexts(encoder, heldOut)),
  }
}

/** 342 penguins of three species, by four measurements. */
export function penguins(seed: number): DataSet {
  const { classes, train, heldOut } = readPenguins(seed)
  const encoder = createNumbersEncoder(penguinInputs)
  const encode = (measured: typeof train): Example[] =>
    measured.map(({ label, input }) => ({ label, sample: encoder.encode(input) }))
  return {
    name: 'penguins',
    classes,
    form: 'dense',
    features: penguinInputs.length,
    train: packSamples('dense', encode(train)),
    test: packSamples('dense', encode(heldOut)),
  }
}

/**
 * Mails of the SpamAssassin corpus, read as the shipped spam filter's training reads them: near-duplicates left out,
 * the words chosen that say most about the class in the training mails.
 */
export async function spam(seed: number, words: number): Promise<DataSet> {
  const { chooseVocabulary, namesInHeaders, readCorpus, withoutNearDuplicates } = await import(
    '../sets/spam/index.ts'
  )
  const mails = withoutNearDuplicates(await readCorpus())
  const positions = mails.map((mail, i) => ({ label: mail.label, sample: Uint16Array.of(i) }))
  const { train, test } = splitExamples(positions, 0.2, seed)
  const mailsOf = (part: readonly Example[]) => part.map(({ sample }) => mails[sample[0]!]!)
  const vocabulary = chooseVocabulary(mailsOf(train), namesInHeaders(mails), words)
  const encoder = createVocabularyEncoder(vocabulary)
  const encode = (part: readonly Example[]): Example[] =>
    mailsOf(part)
      .map(({ label, text }) => ({ label, sample: encoder.encode(text) }))
      .filter(({ sample }) => sample.length > 0)
  return {
    name: 'spam',
    classes: ['ham', 'spam'],
    form: 'sparse',
    features: encoder.featureCount,
    train: packSamples('sparse', encode(train)),
    test: packSamples('sparse', encode(test)),
  }
}
