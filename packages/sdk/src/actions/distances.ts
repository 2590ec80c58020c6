import type { MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { ClassifierWith, SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type DistancesParameters<
  classifier extends ClassifierWith<'distances'> = ClassifierWith<'distances'>,
> = {
  model: ModelReference<MechanismName, classifier>
  sample: SampleParameter<classifier>
}
/**
 * By class, the squared Euclidean distance of its centroid less the square of the sample, exactly: numerator / samples²,
 * for dense samples in units of 2^-30. A class without samples has no distance.
 */
export type DistancesReturnType = { numerator: bigint; samples: bigint }[]

/**
 * Asks the node how far a sample is from the centroid of each class; the model says the nearest.
 *
 * @throws as `predict`
 *
 * @example
 * const [{ numerator, samples }] = await distances(client, { model, sample })
 */
export async function distances<classifier extends ClassifierWith<'distances'>>(
  client: CotrainClient,
  { model, sample }: DistancesParameters<classifier>,
): Promise<DistancesReturnType> {
  const args = [model.modelId, sampleBytes(model.classifier, sample)] as const
  const [numerators, counts] = await readTrainer(client, { model, functionName: 'distances', args })
  return numerators.map((numerator, c) => ({ numerator, samples: counts[c]! }))
}
