import type { Hash, TransactionReceipt } from 'viem'
import type { KindName } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { type DepositParameters, valueFor } from './internal/deposit.ts'
import { sampleBytes } from './internal/sample.ts'
import { spareGasOf } from './internal/spareGas.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'
import { price } from './price.ts'

export type ContributeParameters<kind extends KindName = KindName> = WriteParameters &
  DepositParameters & {
    model: ModelReference<kind>
    /** The class that the sample belongs to. */
    label: number
    sample: SampleParameter<kind>
  }
/** The transaction's hash. */
export type ContributeReturnType = Hash
export type ContributeSyncReturnType = TrainerEventValues<'Contributed'> & { receipt: TransactionReceipt }

/**
 * Teaches a model one sample, and stakes the deposit that {@link price} gives.
 *
 * @throws DepositTooSmallError, MaxDepositExceededError, EmptySampleError, IndicesNotAscendingError,
 * IndexOutOfRangeError, SampleTooLongError, LabelOutOfRangeError, UnknownModelError, ModelIncompleteError
 *
 * @example
 * const hash = await contribute(client, { model, label: 1, sample: encoder.encode('win a free prize') })
 */
export async function contribute<kind extends KindName>(
  client: CotrainClient,
  parameters: ContributeParameters<kind>,
): Promise<ContributeReturnType> {
  const { account, model, label, sample } = parameters
  const bytes = sampleBytes(model.kind, sample)
  const value = await valueFor(parameters, () => price(client, { model }))
  return writeTrainer(client, {
    account,
    model,
    functionName: 'contribute',
    args: [model.modelId, label, bytes],
    value,
    spareGas: spareGasOf(model.kind, [bytes]),
  })
}

/**
 * As {@link contribute}, but waits until it is mined.
 *
 * @returns The event's values: `index`, `deposit` in wei, `time` in seconds, …
 * @throws also TransactionRevertedError, when the price rose above what was sent in the meantime
 */
export async function contributeSync<kind extends KindName>(
  client: CotrainClient,
  parameters: ContributeParameters<kind>,
): Promise<ContributeSyncReturnType> {
  const hash = await contribute(client, parameters)
  const { events, receipt } = await waitForEvents(client, {
    kind: parameters.model.kind,
    hash,
    eventName: 'Contributed',
  })
  return { ...events[0]!, receipt }
}
