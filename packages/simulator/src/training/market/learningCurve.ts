import type { Learner } from '@cotrain/sdk/twin'
import type { Example } from '../../data/DataSet.ts'
import type { Random } from '../../random/Random.ts'

/** How a market measures a model: the quadratic loss, or the share of wrong predictions. */
export type LossName = 'quadratic' | 'errors'

/** What a model is worth on samples: means over them. */
export type Standing = { readonly loss: number; readonly accuracy: number }

/** A model before and after it has learned samples in turn, on others; the numbers of samples are those asked for. */
export type LearningCurve = readonly (Standing & { readonly samples: number })[]

/** A loss of 1, in units of the contracts. */
const one = 65_536

/** The mean loss and the accuracy of a model. */
export function standingOf({ classifier }: Learner, test: readonly Example[], loss: LossName): Standing {
  let [right, sum] = [0, 0]
  for (const { sample, label } of test) {
    if (classifier.predict(sample) === label) right++
    if (loss === 'quadratic') sum += classifier.quadraticLoss!(sample, label)
  }
  const accuracy = right / test.length
  return { accuracy, loss: loss === 'quadratic' ? sum / one / test.length : 1 - accuracy }
}

/**
 * Has a model learn samples that it is not measured on, and measures it on the way; then it is as before.
 * @param sizes After how many samples it is measured; ascending, the first 0.
 */
export function learningCurve(
  learner: Learner,
  { train, test }: Parts,
  sizes: readonly number[],
  loss: LossName,
): LearningCurve {
  return learner.journal.tentatively(() => {
    let learned = 0
    return sizes.map(samples => {
      for (; learned < samples; learned++) {
        const { sample, label } = train[learned]!
        learner.classifier.update(sample, label)
      }
      return { samples, ...standingOf(learner, test, loss) }
    })
  })
}

/** Samples to learn, and others to measure on. */
export type Parts = { train: readonly Example[]; test: readonly Example[] }

/** Parts samples by chance. */
export function partSamples(samples: readonly Example[], testCount: number, random: Random): Parts {
  const order = Array.from(random.permutation(samples.length), i => samples[i]!)
  return { test: order.slice(0, testCount), train: order.slice(testCount) }
}

/** The mean of several curves of the same sizes. */
export function meanCurve(curves: readonly LearningCurve[]): LearningCurve {
  const mean = (of: (curve: LearningCurve) => number) =>
    curves.reduce((sum, curve) => sum + of(curve), 0) / curves.length
  return curves[0]!.map(({ samples }, i) => ({
    samples,
    loss: mean(curve => curve[i]!.loss),
    accuracy: mean(curve => curve[i]!.accuracy),
  }))
}
