import type { MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { ClassifierWith, SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type ScoresParameters<classifier extends ClassifierWith<'scores'> = ClassifierWith<'scores'>> = {
  model: ModelReference<MechanismName, classifier>
  sample: SampleParameter<classifier>
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
export async function scores<classifier extends ClassifierWith<'scores'>>(
  client: CotrainClient,
  { model, sample }: ScoresParameters<classifier>,
): Promise<ScoresReturnType> {
  const args = [model.modelId, sampleBytes(model.classifier, sample)] as const
  return readTrainer(client, { model, functionName: 'scores', args })
}
