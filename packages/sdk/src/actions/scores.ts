import type { ModelReference } from '../kinds/modelId.ts'
import type { KindWith, SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type ScoresParameters<kind extends KindWith<'scores'> = KindWith<'scores'>> = {
  model: ModelReference<kind>
  sample: SampleParameter<kind>
}
/**
 * By class. Perceptrons: weight units, for dense samples times 2^15. Naive Bayes: the binary logarithm of the joint
 * probability, in units of 2^-32, up to a constant; -2^255 for a class without samples.
 */
export type ScoresReturnType = readonly bigint[]

/**
 * Asks the node for the score of each class, of which the model says the one with the highest.
 *
 * @throws as `predict`
 *
 * @example
 * const [ham, spam] = await scores(client, { model, sample })
 */
export async function scores<kind extends KindWith<'scores'>>(
  client: CotrainClient,
  { model, sample }: ScoresParameters<kind>,
): Promise<ScoresReturnType> {
  const args = [model.modelId, sampleBytes(model.kind, sample)] as const
  return readTrainer(client, { model, functionName: 'scores', args })
}
