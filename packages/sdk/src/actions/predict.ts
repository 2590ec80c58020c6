import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { type SampleParameter, sampleBytes } from './internal/sample.ts'

export type PredictParameters = { model: ModelReference; sample: SampleParameter }
/** The class: an index into the metadata's `classes`. */
export type PredictReturnType = number

/**
 * Asks the node for the class that a model gives to a sample. Free, nothing is sent to the chain. For many predictions
 * see `predictBatch`, or `syncModel`, whose twin predicts locally.
 *
 * @throws UnknownModelError, ModelIncompleteError, IndicesNotAscendingError, IndexOutOfRangeError, SampleTooLongError
 *
 * @example
 * const label = await predict(client, { model, sample: encoder.encode('win a free prize') })
 */
export async function predict(
  client: CotrainClient,
  { model, sample }: PredictParameters,
): Promise<PredictReturnType> {
  const args = [model.modelId, sampleBytes(sample)] as const
  return Number(await readTrainer(client, { model, functionName: 'predict', args }))
}
