import type { Classifier } from '../../classifiers/Classifier.ts'
import type { Contents, Losses } from '../../types/Market.ts'
import type { TestSample } from './TestSet.ts'

/** The loss of a wrong prediction, in units of 2^-16. */
const missed = 1 << 16

/** What is measured of a model: its loss, on which test samples, and which of them pay. */
export type Measure = {
  readonly classifier: Classifier
  readonly quadratic: boolean
  readonly tests: readonly TestSample[]
  readonly pays: Uint8Array
}

/** The losses of the model as it is on the test samples from `start` on, before `end`. */
export function lossesOf(
  { classifier, quadratic, tests, pays }: Measure,
  start: number,
  end: number,
): Losses {
  let payLoss = 0
  let keepLoss = 0
  for (let i = start; i < end; i++) {
    const { sample, label } = tests[i]!
    const loss = quadratic
      ? classifier.quadraticLoss!(sample, label)
      : classifier.predict(sample) === label
        ? 0
        : missed
    if (pays[i] === 1) payLoss += loss
    else keepLoss += loss
  }
  return { payLoss, keepLoss }
}

/** Trains the model with a bundle, one sample after the other. */
export function learn(classifier: Classifier, { labels, samples }: Contents): void {
  for (let i = 0; i < samples.length; i++) classifier.update(samples[i]!, labels[i]!)
}

/** The sum of losses of the same test samples' halves. */
export function sum(a: Losses, b: Losses): Losses {
  return { payLoss: a.payLoss + b.payLoss, keepLoss: a.keepLoss + b.keepLoss }
}
