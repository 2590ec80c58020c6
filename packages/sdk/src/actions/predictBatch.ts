import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { type SampleParameter, sampleBytes } from './internal/sample.ts'

export type PredictBatchParameters = { model: ModelReference; samples: readonly SampleParameter[] }
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
export async function predictBatch(
  client: CotrainClient,
  { model, samples }: PredictBatchParameters,
): Promise<PredictBatchReturnType> {
  const args = [model.modelId, samples.map(sampleBytes)] as const
  return (await readTrainer(client, { model, functionName: 'predictBatch', args })).map(Number)
}
