import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { type DepositParameters, valueFor } from './internal/deposit.ts'
import { type SampleParameter, sampleBytes } from './internal/sample.ts'
import { spareGasOf } from './internal/spareGas.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'
import { price } from './price.ts'

export type ContributeParameters = WriteParameters &
  DepositParameters & {
    model: ModelReference
    /** The class that the sample belongs to. */
    label: number
    sample: SampleParameter
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
export async function contribute(
  client: CotrainClient,
  parameters: ContributeParameters,
): Promise<ContributeReturnType> {
  const { account, model, label, sample } = parameters
  const bytes = sampleBytes(sample)
  const value = await valueFor(parameters, () => price(client, { model }))
  return writeTrainer(client, {
    account,
    model,
    functionName: 'contribute',
    args: [model.modelId, label, bytes],
    value,
    spareGas: spareGasOf([bytes]),
  })
}

/**
 * As {@link contribute}, but waits until it is mined.
 *
 * @returns The event's values: `index`, `deposit` in wei, `time` in seconds, …
 * @throws also TransactionRevertedError, when the price rose above what was sent in the meantime
 */
export async function contributeSync(
  client: CotrainClient,
  parameters: ContributeParameters,
): Promise<ContributeSyncReturnType> {
  const hash = await contribute(client, parameters)
  const { events, receipt } = await waitForEvents(client, {
    kind: parameters.model.kind,
    hash,
    eventName: 'Contributed',
  })
  return { ...events[0]!, receipt }
}
