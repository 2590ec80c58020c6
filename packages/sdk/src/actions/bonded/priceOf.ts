import { assertUnder, type BondedKind } from '../../kinds/kinds.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { SampleParameter } from '../../kinds/types.ts'
import type { CotrainClient } from '../internal/client.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { sampleBytes } from '../internal/sample.ts'

export type PriceOfParameters<kind extends BondedKind = BondedKind> = {
  model: ModelReference<kind>
  label: number
  sample: SampleParameter<kind>
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
export async function priceOf<kind extends BondedKind>(
  client: CotrainClient,
  { model, label, sample }: PriceOfParameters<kind>,
): Promise<PriceOfReturnType> {
  assertUnder(model as ModelReference, 'bonded-deposits')
  const args = [model.modelId, label, sampleBytes(model.kind, sample)] as const
  return readTrainer(client, { model, functionName: 'priceOf', args })
}
