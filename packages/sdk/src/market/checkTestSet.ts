import { size } from 'viem'
import type { ClassifierName } from '../kinds/abis.ts'
import { encodeClassifierOptions } from '../kinds/options.ts'
import type { ClassifierOptions } from '../kinds/types.ts'
import type { Classifier, CreateClassifier } from '../twin/classifiers/Classifier.ts'
import { maxSampleGas } from '../twin/incentives/market/TestSet.ts'
import { Journal } from '../twin/Journal.ts'
import { classifiers } from '../twin/trainers/trainers.ts'
import { decodePage } from './decodePage.ts'
import { type TestSet, TestSetError } from './testSet.ts'

/** A packed sample has two bytes for each feature. */
const bytesPerFeature = 2

/**
 * Checks, before a market is opened, that every test sample can be published in a market of a model with
 * these options: what its prediction may take at most, in gas, follows from its length and from them.
 *
 * @throws TestSetError naming the first test sample that is too large
 *
 * @example
 * checkTestSet(testSet, { featureCount: 1000, weightBits: 16, learningRate: 1 })
 */
export function checkTestSet<classifier extends ClassifierName>(
  testSet: TestSet,
  options: ClassifierOptions<classifier>,
): void {
  const { createClassifier } = classifiers[testSet.classifier]
  const create = createClassifier as CreateClassifier<Classifier>
  const encoded = encodeClassifierOptions(testSet.classifier, options as ClassifierOptions)
  const model = create(encoded, new Journal())
  testSet.pages.forEach(({ data }, page) => {
    decodePage(data).forEach(({ sample }, number) => {
      const features = size(sample) / bytesPerFeature
      const gas = model.predictionGas(features)
      if (gas <= maxSampleGas) return
      throw new TestSetError(
        `Test sample ${number} of page ${page} is too large: a prediction of its ${features} features may take ${gas} gas, and ${maxSampleGas} are allowed.`,
        {
          metaMessages: [
            'Leave it out, or shorten it; a model that may have fewer classes allows longer samples.',
          ],
        },
      )
    })
  })
}
