import type { ClassifierName } from '../../kinds/abis.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { SampleParameter } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import type { CotrainClient } from '../internal/client.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { sampleBytes } from '../internal/sample.ts'

export type PriceOfParameters<classifier extends ClassifierName = ClassifierName> = {
  model: ModelReference<'bonded', classifier>
  label: number
  sample: SampleParameter<classifier>
}
/** Wei. */
export type PriceOfReturnType = bigint

/**
 * What a contribution of this sample with this label stakes now, in wei: the deposit, and several times that when the
 * model says another label. `price` gives the most that it can be.
 *
 * @throws WrongMechanismError, UnknownModelError, ModelIncompleteError, LabelOutOfRangeError, those of a malformed sample
 *
 * @example
 * const deposit = await priceOf(client, { model, label: 1, sample })
 */
export async function priceOf<classifier extends ClassifierName>(
  client: CotrainClient,
  { model, label, sample }: PriceOfParameters<classifier>,
): Promise<PriceOfReturnType> {
  assertUnder(model as ModelReference, 'bonded')
  const args = [model.modelId, label, sampleBytes(model.classifier, sample)] as const
  return readTrainer(client, { model, functionName: 'priceOf', args })
}
