import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { type SampleParameter, sampleBytes } from './internal/sample.ts'

export type ScoreParameters = { model: ModelReference; sample: SampleParameter }
/** Weight units; the model says class 1 when it is above 0. */
export type ScoreReturnType = bigint

/**
 * Asks the node for a sample's signed score, intercept + Σ weights, in weight units.
 *
 * @throws as `predict`
 *
 * @example
 * const units = await score(client, { model, sample })
 */
export async function score(
  client: CotrainClient,
  { model, sample }: ScoreParameters,
): Promise<ScoreReturnType> {
  const args = [model.modelId, sampleBytes(sample)] as const
  return readTrainer(client, { model, functionName: 'score', args })
}
