import type { ClassifierName } from '../kinds/abis.ts'
import { encodeClassifierOptions } from '../kinds/options.ts'
import type { ClassifierOptions } from '../kinds/types.ts'
import type { Classifier } from './classifiers/Classifier.ts'
import { Journal } from './Journal.ts'
import { classifiers } from './trainers/trainers.ts'

/** A model that learns without a contract around it, and the journal that undoes what it learned. */
export type Learner = { readonly classifier: Classifier; readonly journal: Journal }

/** Makes a model of its options and packed parameters, the same integers as in a contract. @throws TwinError */
export function createLearner<name extends ClassifierName>(
  name: name,
  options: ClassifierOptions<name>,
  words: readonly bigint[],
): Learner {
  const journal = new Journal()
  const parts: { createClassifier(options: `0x${string}`, journal: Journal): Classifier } = classifiers[name]
  const classifier = parts.createClassifier(encodeClassifierOptions(name, options), journal)
  classifier.storeParameters(0, words)
  return { classifier, journal }
}
