import {
  abiOf,
  type ClassifierWith,
  type MechanismName,
  type Model,
  type ModelReference,
  probabilitiesOf,
  type SampleOf,
} from '@cotrain/sdk'
import type { Connection } from './context.ts'

/** The class that a model gives to a sample, and why, as far as its classifier can tell. */
export type Judgement = {
  label: number
  /** Of models of two classes with one score: class 1 when it is above 0. Weight units. */
  score?: number
  /** Of models with a score for each class, the highest of which wins. Weight units; naive Bayes: see SDK. */
  scores?: number[]
  /** Of centroids: the squared distance of each class less the sample's square; null for a class without samples. */
  distances?: (number | null)[]
  /** By class, of naive Bayes and logistic regression. */
  probabilities?: number[]
}

/** As the node says. */
export async function judgeThere(client: Connection, model: Model, sample: SampleOf): Promise<Judgement> {
  const [label, grounds] = await Promise.all([
    client.predict({ model, sample }),
    groundsThere(client, model, sample),
  ])
  return { label, ...grounds }
}

async function groundsThere(client: Connection, model: Model, sample: SampleOf): Promise<Grounds> {
  if (has(model, 'probability')) {
    const sparse = Uint16Array.from(sample)
    const [score, probability] = await Promise.all([
      client.score({ model, sample: sparse }),
      client.probability({ model, sample: sparse }),
    ])
    return { score: Number(score), probabilities: [1 - probability, probability] }
  }
  if (has(model, 'score')) return { score: Number(await client.score({ model, sample })) }
  if (has(model, 'scores')) return fromScores(model, (await client.scores({ model, sample })).map(Number))
  if (!has(model, 'distances')) return {}
  const distances = await client.distances({ model, sample })
  return fromDistances(distances.map(({ numerator, samples }) => [Number(numerator), Number(samples)]))
}

/** What any twin may be asked about a sample. */
type Judge = {
  predict(modelId: bigint, sample: SampleOf): number
  score?(modelId: bigint, sample: SampleOf): number
  scores?(modelId: bigint, sample: SampleOf): number[]
  distances?(modelId: bigint, sample: SampleOf): [numerators: bigint[], samples: bigint[]]
  probability?(modelId: bigint, sample: SampleOf): bigint
}

/** By the twin: the contract's arithmetic here, on the model as the chain's events tell it. */
export async function judgeHere(client: Connection, model: Model, sample: SampleOf): Promise<Judgement> {
  const { modelId } = model
  const synced = await client.syncModel({ model })
  // the classifier of the model is known at run time only, and so is the form of the sample
  const twin = synced.twin as unknown as Judge
  const label = twin.predict(modelId, sample)
  const score = twin.score?.(modelId, sample)
  const probability = twin.probability?.(modelId, sample)
  if (score !== undefined) {
    if (probability === undefined) return { label, score }
    const share = Number(probability) / 1e18
    return { label, score, probabilities: [1 - share, share] }
  }
  const scores = twin.scores?.(modelId, sample)
  if (scores !== undefined) return { label, ...fromScores(model, scores) }
  const distances = twin.distances?.(modelId, sample)
  if (distances === undefined) return { label }
  const [numerators, samples] = distances
  return {
    label,
    ...fromDistances(numerators.map((numerator, i) => [Number(numerator), Number(samples[i])])),
  }
}

type Grounds = Omit<Judgement, 'label'>

/** With probabilities where the classifier's scores are logarithms of them; classes without samples have none. */
function fromScores({ classifier }: Model, scores: number[]): Grounds {
  const probabilities = probabilitiesOf(classifier, scores)
  return probabilities ? { scores, probabilities } : { scores }
}

function fromDistances(fractions: readonly [numerator: number, samples: number][]): Grounds {
  return {
    distances: fractions.map(([numerator, samples]) => (samples === 0 ? null : numerator / samples ** 2)),
  }
}

/** Whether the model's trainer has the view. */
function has<name extends 'score' | 'scores' | 'distances' | 'probability'>(
  model: ModelReference,
  name: name,
): model is ModelReference<MechanismName, ClassifierWith<name>> {
  return abiOf(model).some(entry => entry.type === 'function' && entry.name === name)
}
