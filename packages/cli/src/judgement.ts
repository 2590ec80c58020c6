import {
  abiOf,
  type ClassifierWith,
  type Grounds,
  groundsOfDistances,
  groundsOfScores,
  type Judgement,
  judgeSample,
  type MechanismName,
  type Model,
  type ModelReference,
  type SampleOf,
} from '@cotrain/sdk'
import type { Connection } from './context.ts'

/** As the node says. */
export async function judgeThere(
  client: Connection,
  model: ModelReference,
  sample: SampleOf,
): Promise<Judgement> {
  const [label, grounds] = await Promise.all([
    client.predict({ model, sample }),
    groundsThere(client, model, sample),
  ])
  return { label, ...grounds }
}

async function groundsThere(client: Connection, model: ModelReference, sample: SampleOf): Promise<Grounds> {
  if (has(model, 'probability')) {
    const sparse = Uint16Array.from(sample)
    const [score, probability] = await Promise.all([
      client.score({ model, sample: sparse }),
      client.probability({ model, sample: sparse }),
    ])
    return { score: Number(score), probabilities: [1 - probability, probability] }
  }
  if (has(model, 'score')) return { score: Number(await client.score({ model, sample })) }
  if (has(model, 'scores')) {
    return groundsOfScores(model.classifier, (await client.scores({ model, sample })).map(Number))
  }
  if (!has(model, 'distances')) return {}
  const distances = await client.distances({ model, sample })
  return groundsOfDistances(distances.map(({ numerator, samples }) => [Number(numerator), Number(samples)]))
}

/** By the twin: the contract's arithmetic here, on the model as the chain's events tell it. */
export async function judgeHere(client: Connection, model: Model, sample: SampleOf): Promise<Judgement> {
  return judgeSample(await client.syncModel({ model }), sample)
}

/** Whether the model's trainer has the view. */
function has<name extends 'score' | 'scores' | 'distances' | 'probability'>(
  model: ModelReference,
  name: name,
): model is ModelReference<MechanismName, ClassifierWith<name>> {
  return abiOf(model).some(entry => entry.type === 'function' && entry.name === name)
}
