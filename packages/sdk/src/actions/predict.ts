import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { sampleBytes } from './internal/sample.ts'

export type PredictParameters<classifier extends ClassifierName = ClassifierName> = {
  model: ModelReference<MechanismName, classifier>
  sample: SampleParameter<classifier>
}
/** The class: an index into the metadata's `classes`. */
export type PredictReturnType = number

/**
 * Asks the node for the class that a model gives to a sample. Free, nothing is sent to the chain. For many predictions
 * see `predictBatch`, or `syncModel`, whose twin predicts locally.
 *
 * @throws UnknownModelError, ModelIncompleteError, IndicesNotAscendingError, IndexOutOfRangeError, SampleTooLongError,
 * SampleLengthMismatchError, NormAboveOneError
 *
 * @example
 * const label = await predict(client, { model, sample: encoder.encode('win a free prize') })
 */
export async function predict<classifier extends ClassifierName>(
  client: CotrainClient,
  { model, sample }: PredictParameters<classifier>,
): Promise<PredictReturnType> {
  const args = [model.modelId, sampleBytes(model.classifier, sample)] as const
  return Number(await readTrainer(client, { model, functionName: 'predict', args }))
}
