import type { MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { ClassifierWith, SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type ProbabilityParameters<
  classifier extends ClassifierWith<'probability'> = ClassifierWith<'probability'>,
> = {
  model: ModelReference<MechanismName, classifier>
  sample: SampleParameter<classifier>
}
/** From 0 to 1. */
export type ProbabilityReturnType = number

/**
 * Asks the node for the probability that a sample is of class 1, as a logistic regression estimates it.
 *
 * @throws as `predict`
 *
 * @example
 * const spam = await probability(client, { model, sample })
 */
export async function probability<classifier extends ClassifierWith<'probability'>>(
  client: CotrainClient,
  { model, sample }: ProbabilityParameters<classifier>,
): Promise<ProbabilityReturnType> {
  const args = [model.modelId, sampleBytes(model.classifier, sample)] as const
  return Number(await readTrainer(client, { model, functionName: 'probability', args })) / 1e18
}
