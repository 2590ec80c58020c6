import type { LabelledSample } from '@cotrain/sdk/encoders'
import type { Shuffle } from '@cotrain/simulator/training'

export type TrainingOptions = {
  /** Passes over the mails. */
  epochs: number
  /** A mail whose score is not beyond this, on its side of 0, counts as wrong. */
  margin: number
  /** Trainings with other orders of the mails, averaged. */
  runs: number
  /** Weights are cut at so many times their root mean square, so that they round well to few bits. */
  cut: number
}

/**
 * The averaged perceptron: the mean of the weights after every mail, rounded to hundredths.
 *
 * @returns The intercept, then a weight for each feature.
 */
export function trainPerceptron(
  mails: readonly LabelledSample[],
  featureCount: number,
  options: TrainingOptions,
  shuffle: Shuffle,
): number[] {
  const mean = new Float64Array(featureCount + 1)
  for (let run = 0; run < options.runs; run++) {
    for (const [i, weight] of trainOnce(mails, featureCount, options, shuffle).entries()) {
      mean[i]! += weight / options.runs
    }
  }
  const limit = options.cut * Math.sqrt(mean.reduce((sum, weight) => sum + weight ** 2, 0) / mean.length)
  return [...mean].map(weight => Number(Math.max(-limit, Math.min(limit, weight)).toFixed(2)))
}

/** `late` sums each step times its number, so that weights - late / steps is the mean over all steps. */
function trainOnce(
  mails: readonly LabelledSample[],
  featureCount: number,
  { epochs, margin }: TrainingOptions,
  shuffle: Shuffle,
): Float64Array {
  const weights = new Float64Array(featureCount + 1)
  const late = new Float64Array(featureCount + 1)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { label, sample } of shuffle(mails)) {
      const sign = label === 1 ? 1 : -1
      let score = weights[0]!
      for (const index of sample) score += weights[index + 1]!
      if (score * sign <= margin) {
        for (const position of [0, ...sample.map(index => index + 1)]) {
          weights[position]! += sign
          late[position]! += sign * step
        }
      }
      step++
    }
  }
  return weights.map((weight, i) => weight - late[i]! / step)
}
