import { classifiers, type Model, type SampleOf } from '@cotrain/sdk'
import { toDenseSample, toSample } from '@cotrain/sdk/encoders'

/**
 * Samples like those that people send: of sets, so many features, the frequent ones first (P(index) ~ 1 / (index + 1));
 * of numbers, all different, with a norm of 1. The same ones on every call.
 */
export function typicalSamples(model: Model, features: number, count: number): SampleOf[] {
  const { featureCount } = model.classifierOptions
  const random = numbers(model.metadata.encoder.length)
  const sparse = classifiers[model.classifier].samples === 'sparse'
  return Array.from({ length: count }, () =>
    sparse
      ? drawSet(random, Math.min(features, featureCount), featureCount)
      : drawVector(random, featureCount),
  )
}

function drawSet(random: () => number, length: number, featureCount: number): Uint16Array {
  const harmonic = Math.log(featureCount + 1)
  const drawn = new Set<number>()
  while (drawn.size < length) {
    const index = Math.floor(Math.exp(random() * harmonic)) - 1
    if (index >= 0 && index < featureCount) drawn.add(index)
  }
  return toSample(drawn)
}

function drawVector(random: () => number, featureCount: number): Int16Array {
  const vector = Array.from({ length: featureCount }, () => 2 * random() - 1)
  const norm = Math.hypot(...vector)
  return toDenseSample(vector.map(number => number / norm))
}

/** A linear congruential generator (Numerical Recipes): numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
