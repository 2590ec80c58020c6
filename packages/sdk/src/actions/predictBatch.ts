import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type PredictBatchParameters<classifier extends ClassifierName = ClassifierName> = {
  model: ModelReference<MechanismName, classifier>
  samples: readonly SampleParameter<classifier>[]
}
/** The class of each sample, in their order. */
export type PredictBatchReturnType = number[]

/**
 * Asks the node for the classes of many samples in one call. A node limits the gas of a call: some thousand samples of
 * 60 features fit.
 *
 * @throws as `predict`
 *
 * @example
 * const labels = await predictBatch(client, { model, samples: mails.map(mail => encoder.encode(mail)) })
 */
export async function predictBatch<classifier extends ClassifierName>(
  client: CotrainClient,
  { model, samples }: PredictBatchParameters<classifier>,
): Promise<PredictBatchReturnType> {
  const args = [model.modelId, samples.map(sample => sampleBytes(model.classifier, sample))] as const
  return (await readTrainer(client, { model, functionName: 'predictBatch', args })).map(Number)
}
