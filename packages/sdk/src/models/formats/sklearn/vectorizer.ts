import {
  createSklearnHashingEncoder,
  EncoderOptionsError,
  encodeVocabulary,
  vocabularyName,
} from '../../../encoders/index.ts'
import { ModelFileError } from '../../errors.ts'
import { object, present, whole } from '../../fields.ts'
import type { ModelFileCommon } from '../../ModelFile.ts'
import { checkParam, checkParts, type Estimator, parseEstimator } from './estimator.ts'

/** Parameters of vectorizers: those that are checked, and those that say which words a vocabulary keeps. */
const params = [
  'alternate_sign analyzer binary decode_error dtype encoding input lowercase max_df max_features min_df n_features',
  'ngram_range norm preprocessor stop_words strip_accents token_pattern tokenizer vocabulary',
].join(' ')

const tokenPattern = '(?u)\\b\\w\\w+\\b'

/**
 * The encoder that does to a text what a fitted vectorizer does.
 *
 * @throws ModelFileError if the vectorizer has parameters that no encoder follows.
 */
export function parseVectorizer(value: unknown): Pick<ModelFileCommon, 'encoder' | 'vocabulary'> {
  const vectorizer = parseEstimator(value, 'vectorizer')
  if (vectorizer.className === 'CountVectorizer') return parseCount(vectorizer)
  if (vectorizer.className === 'HashingVectorizer') return parseHashing(vectorizer)
  throw new ModelFileError(
    'vectorizer.class',
    `is "${vectorizer.className}"`,
    'Train with CountVectorizer(binary=True) or HashingVectorizer: contracts see which words are there, no more.',
  )
}

function parseCount(vectorizer: Estimator) {
  checkParts(vectorizer, { learned: 'vocabulary_ fixed_vocabulary_ stop_words_', params })
  checkWords(vectorizer)
  if (present(vectorizer.params.vocabulary)) {
    const fix = 'Train with stop_words=None, and leave those words out of the vocabulary.'
    checkParam(vectorizer, 'stop_words', null, fix)
  }
  checkParam(
    vectorizer,
    'binary',
    true,
    'Train with binary=True: contracts see which words are there, not how often.',
    false,
  )
  const entries = Object.entries(object(vectorizer.learned.vocabulary_, 'vectorizer.vocabulary_'))
  const words: string[] = []
  for (const [word, column] of entries) {
    const path = `vectorizer.vocabulary_[${JSON.stringify(word)}]`
    const index = whole(column, path, entries.length)
    if (words[index] !== undefined) {
      throw new ModelFileError(
        path,
        `is column ${index}, as "${words[index]}" is`,
        'Give each word its column.',
      )
    }
    words[index] = word
  }
  return { vocabulary: words, encoder: nameVocabulary(words) }
}

function nameVocabulary(words: string[]): string {
  try {
    return vocabularyName(encodeVocabulary(words), 'sklearn')
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    const fix = 'Fit the vectorizer with max_features=65536 or less.'
    throw new ModelFileError('vectorizer.vocabulary_', `is no vocabulary: ${problem}`, fix, cause)
  }
}

function parseHashing(vectorizer: Estimator) {
  checkParts(vectorizer, { learned: '', params })
  checkWords(vectorizer)
  checkParam(vectorizer, 'stop_words', null, 'Train with stop_words=None: a hash does not know the word.')
  checkParam(
    vectorizer,
    'alternate_sign',
    false,
    'Train with alternate_sign=False: the features of a sample are present or not, they have no sign.',
    true,
  )
  checkParam(vectorizer, 'norm', null, 'Train with norm=None: contracts do not divide by it.', 'l2')
  checkParam(
    vectorizer,
    'binary',
    true,
    'Train with binary=True: contracts see which words are there, not how often.',
    false,
  )
  const path = 'vectorizer.params.n_features'
  const featureCount = whole(vectorizer.params.n_features ?? 2 ** 20, path)
  try {
    return { encoder: createSklearnHashingEncoder({ featureCount }).name }
  } catch (cause) {
    if (!(cause instanceof EncoderOptionsError)) throw cause
    throw new ModelFileError(path, `is ${featureCount}`, 'Train with n_features=65536 or less.', cause)
  }
}

/** That the words of a text are those that scikit-learn finds by default. */
function checkWords(vectorizer: Estimator) {
  checkParam(vectorizer, 'input', 'content', 'Train with input="content": samples are texts, not files.')
  checkParam(vectorizer, 'analyzer', 'word', 'Train with analyzer="word".')
  checkParam(vectorizer, 'lowercase', true, 'Train with lowercase=True.')
  checkParam(vectorizer, 'ngram_range', [1, 1], 'Train with single words: ngram_range=(1, 1).')
  checkParam(vectorizer, 'token_pattern', tokenPattern, 'Train with the default token_pattern.')
  for (const name of ['preprocessor', 'tokenizer', 'strip_accents']) {
    checkParam(vectorizer, name, null, `Train with ${name}=None: clients cannot run it.`)
  }
}
