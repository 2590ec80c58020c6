import type { Hash, TransactionReceipt } from 'viem'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { spareGas } from '../kinds/gasAtMost.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import { depositRange } from './depositRange.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { type DepositParameters, stakeFor } from './internal/deposit.ts'
import { type DuplicateParameters, refuseDuplicates } from './internal/duplicates.ts'
import { sampleBytes } from './internal/sample.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { payTrainer } from './internal/writeTrainer.ts'

export type ContributeParameters<classifier extends ClassifierName = ClassifierName> = WriteParameters &
  DepositParameters &
  DuplicateParameters & {
    model: ModelReference<MechanismName, classifier>
    /** The class that the sample belongs to. */
    label: number
    sample: SampleParameter<classifier>
  }
/** The transaction's hash. */
export type ContributeReturnType = Hash
export type ContributeSyncReturnType = TrainerEventValues<'Contributed'> & {
  /** What was sent for the deposit, in wei. */
  sent: bigint
  /** What of that came back at once, in wei. */
  change: bigint
  receipt: TransactionReceipt
}

/**
 * Teaches a model one sample, and stakes its deposit. The most that the deposit can have become when the transaction is
 * mined is sent, see `depositRange`, but never more than `maxDeposit`, and less where the account has not as much; what
 * is not needed comes back in the same transaction. Under bonds, a sample that the model was given before is refused. In a
 * market, contributions are made in bundles: `commitBundles`.
 *
 * Where the model states a licence (`metadata.license`), contributing places the sample under it.
 *
 * @throws DuplicateSampleError, DepositTooSmallError, MaxDepositExceededError, EmptySampleError, IndicesNotAscendingError,
 * IndexOutOfRangeError, SampleTooLongError, TooManyFeaturesError, LabelOutOfRangeError, UnknownModelError,
 * ModelIncompleteError, BundlesOnlyError
 *
 * @example
 * const hash = await contribute(client, { model, label: 1, sample: encoder.encode('win a free prize') })
 */
export async function contribute<classifier extends ClassifierName>(
  client: CotrainClient,
  parameters: ContributeParameters<classifier>,
): Promise<ContributeReturnType> {
  return (await send(client, parameters)).hash
}

/**
 * As {@link contribute}, but waits until it is mined.
 *
 * @returns The event's values: `index`, `deposit` in wei, `time` in seconds, …; and what was sent and came back, in wei
 * @throws also TransactionRevertedError, when the price rose above what was sent in the meantime;
 * TransactionTimeoutError, TransactionReplacedError, TransactionDroppedError
 */
export async function contributeSync<classifier extends ClassifierName>(
  client: CotrainClient,
  parameters: ContributeParameters<classifier>,
): Promise<ContributeSyncReturnType> {
  const { hash, value } = await send(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Contributed' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  const [event] = events
  return { ...event!, sent: value, change: value - event!.deposit, receipt }
}

async function send<classifier extends ClassifierName>(
  client: CotrainClient,
  parameters: ContributeParameters<classifier>,
) {
  const { model, label, sample, ahead } = parameters
  const bytes = sampleBytes(model.classifier, sample)
  await refuseDuplicates(client, model, [bytes], parameters)
  const { value, least } = await stakeFor(parameters, () =>
    depositRange(client, { model, contributions: [{ label, sample: bytes }], ahead }),
  )
  return payTrainer(client, {
    ...writing(parameters),
    model,
    functionName: 'contribute',
    args: [model.modelId, label, bytes],
    value,
    leastValue: least,
    comesBack: true,
    spareGas: spareGas(model.classifier, [bytes]),
  })
}
