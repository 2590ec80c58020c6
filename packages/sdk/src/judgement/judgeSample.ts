import type { ClassifierName } from '../kinds/abis.ts'
import { probabilitiesOf } from '../kinds/probabilitiesOf.ts'
import type { SampleOf } from '../kinds/types.ts'
import type { Judge } from './classScores.ts'

/** Why a model says so, as far as its classifier can tell. */
export type Grounds = {
  /** Of models of two classes with one score: class 1 when it is above 0. Weight units. */
  score?: number
  /** Of models with a score for each class, the highest of which wins. Weight units; naive Bayes: see `scores`. */
  scores?: number[]
  /** Of centroids: the squared distance of each class less the sample's square; null for a class without samples. */
  distances?: (number | null)[]
  /** By class, of naive Bayes and logistic regression. */
  probabilities?: number[]
}

/** The class that a model gives to a sample, and why, as far as its classifier can tell. */
export type Judgement = { label: number } & Grounds

/**
 * What a twin says of a sample: the contract's arithmetic, without asking the node.
 *
 * @throws TwinError when the model is not fully uploaded, or the sample is not one of the model
 *
 * @example
 * const synced = await syncModel(client, { model })
 * const { label, probabilities } = judgeSample(synced, encoder.encode('win a free prize'))
 */
export function judgeSample({ twin, model }: Judge, sample: SampleOf): Judgement {
  const { modelId, classifier } = model
  const label = twin.predict(modelId, sample)
  const score = twin.score?.(modelId, sample)
  if (score !== undefined) {
    const probability = twin.probability?.(modelId, sample)
    if (probability === undefined) return { label, score }
    const share = Number(probability) / 1e18
    return { label, score, probabilities: [1 - share, share] }
  }
  const scores = twin.scores?.(modelId, sample)
  if (scores !== undefined) return { label, ...groundsOfScores(classifier, scores) }
  const [numerators, samples] = twin.distances!(modelId, sample)
  return {
    label,
    ...groundsOfDistances(numerators.map((numerator, i) => [Number(numerator), Number(samples[i])])),
  }
}

/** With probabilities where the classifier's scores are logarithms of them; classes without samples have none. */
export function groundsOfScores(classifier: ClassifierName, scores: number[]): Grounds {
  const probabilities = probabilitiesOf(classifier, scores)
  return probabilities ? { scores, probabilities } : { scores }
}

/** Of the fractions that contracts give of squared distances: numerator / samples². */
export function groundsOfDistances(
  fractions: readonly (readonly [numerator: number, samples: number])[],
): Grounds {
  return {
    distances: fractions.map(([numerator, samples]) => (samples === 0 ? null : numerator / samples ** 2)),
  }
}
