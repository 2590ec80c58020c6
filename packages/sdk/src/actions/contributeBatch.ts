import type { Hash, TransactionReceipt } from 'viem'
import { isUnder, type KindName } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { type DepositParameters, valueFor } from './internal/deposit.ts'
import { readModelStates } from './internal/readModelStates.ts'
import { sampleBytes } from './internal/sample.ts'
import { spareGasOf } from './internal/spareGas.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'
import { price } from './price.ts'

export type ContributeBatchParameters<kind extends KindName = KindName> = WriteParameters &
  DepositParameters & {
    model: ModelReference<kind>
    contributions: readonly { label: number; sample: SampleParameter<kind> }[]
  }
/** The transaction's hash. */
export type ContributeBatchReturnType = Hash
export type ContributeBatchSyncReturnType = {
  /** The event of each contribution, in their order. */
  contributions: TrainerEventValues<'Contributed'>[]
  receipt: TransactionReceipt
}

/**
 * Teaches a model many samples in one transaction: the same as one {@link contribute} after the other in the same block,
 * for less gas. The deposits sum up to {@link batchPrice}.
 *
 * @throws as `contribute`, and EmptyBatchError
 *
 * @example
 * await contributeBatch(client, { model, contributions: [{ label: 1, sample }, { label: 0, sample: other }] })
 */
export async function contributeBatch<kind extends KindName>(
  client: CotrainClient,
  parameters: ContributeBatchParameters<kind>,
): Promise<ContributeBatchReturnType> {
  const { account, model, contributions } = parameters
  const samples = contributions.map(({ sample }) => sampleBytes(model.kind, sample))
  const value = await valueFor(parameters, () => batchPrice(client, { model, count: contributions.length }))
  return writeTrainer(client, {
    account,
    model,
    functionName: 'contributeBatch',
    args: [model.modelId, contributions.map(({ label }) => label), samples],
    value,
    spareGas: spareGasOf(model.kind, samples),
  })
}

/**
 * As {@link contributeBatch}, but waits until it is mined.
 *
 * @throws also TransactionRevertedError, when the price rose above what was sent in the meantime
 */
export async function contributeBatchSync<kind extends KindName>(
  client: CotrainClient,
  parameters: ContributeBatchParameters<kind>,
): Promise<ContributeBatchSyncReturnType> {
  const hash = await contributeBatch(client, parameters)
  const { kind } = parameters.model
  const { events, receipt } = await waitForEvents(client, { kind, hash, eventName: 'Contributed' })
  return { contributions: events, receipt }
}

/**
 * The sum of the deposits of `count` contributions in one block, in wei. Under *Deposit, Refund, Take* that is the price
 * now for the first one, the top price (3600 times the deposit weight) for each of the others.
 */
export async function batchPrice(
  client: CotrainClient,
  { model, count }: { model: ModelReference; count: number },
): Promise<bigint> {
  if (count === 0) return 0n
  if (!isUnder(model, 'deposit-refund-take')) return BigInt(count) * (await price(client, { model }))
  const [first, [state]] = await Promise.all([
    price(client, { model }),
    readModelStates(client, model, [model.modelId]),
  ])
  const top = BigInt(state!.incentiveOptions.depositWeight) * 1_000_000_000n * 3600n
  return first + BigInt(count - 1) * top
}
