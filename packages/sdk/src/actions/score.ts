import type { MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { ClassifierWith, SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type ScoreParameters<classifier extends ClassifierWith<'score'> = ClassifierWith<'score'>> = {
  model: ModelReference<MechanismName, classifier>
  sample: SampleParameter<classifier>
}
/** Weight units, for dense samples times 2^15; the model says class 1 when it is above 0. */
export type ScoreReturnType = bigint

/**
 * Asks the node for a sample's signed score, intercept + Σ weights (dense: 2^15 · intercept + Σ weight · x), in weight units. For
 * models of two classes that have one score.
 *
 * @throws as `predict`
 *
 * @example
 * const units = await score(client, { model, sample })
 */
export async function score<classifier extends ClassifierWith<'score'>>(
  client: CotrainClient,
  { model, sample }: ScoreParameters<classifier>,
): Promise<ScoreReturnType> {
  const args = [model.modelId, sampleBytes(model.classifier, sample)] as const
  return readTrainer(client, { model, functionName: 'score', args })
}
