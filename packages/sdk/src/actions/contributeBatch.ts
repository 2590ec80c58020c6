import type { Hash, TransactionReceipt } from 'viem'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { spareGas } from '../kinds/gasAtMost.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import { isUnder } from '../kinds/under.ts'
import { depositRange, pricedRange } from './depositRange.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { type DepositParameters, stakeFor } from './internal/deposit.ts'
import { type DuplicateParameters, refuseDuplicates } from './internal/duplicates.ts'
import { sampleBytes } from './internal/sample.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { payTrainer } from './internal/writeTrainer.ts'
import { price } from './price.ts'

export type ContributeBatchParameters<classifier extends ClassifierName = ClassifierName> = WriteParameters &
  DepositParameters &
  DuplicateParameters & {
    model: ModelReference<MechanismName, classifier>
    contributions: readonly { label: number; sample: SampleParameter<classifier> }[]
  }
/** The transaction's hash. */
export type ContributeBatchReturnType = Hash
export type ContributeBatchSyncReturnType = {
  /** The event of each contribution, in their order. */
  contributions: TrainerEventValues<'Contributed'>[]
  /** What was sent for the deposits, in wei. */
  sent: bigint
  /** What of that came back at once, in wei. */
  change: bigint
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
export async function contributeBatch<classifier extends ClassifierName>(
  client: CotrainClient,
  parameters: ContributeBatchParameters<classifier>,
): Promise<ContributeBatchReturnType> {
  return (await send(client, parameters)).hash
}

/**
 * As {@link contributeBatch}, but waits until it is mined.
 *
 * @throws as `contributeSync`
 */
export async function contributeBatchSync<classifier extends ClassifierName>(
  client: CotrainClient,
  parameters: ContributeBatchParameters<classifier>,
): Promise<ContributeBatchSyncReturnType> {
  const { hash, value } = await send(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Contributed' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  const deposits = events.reduce((sum, { deposit }) => sum + deposit, 0n)
  return { contributions: events, sent: value, change: value - deposits, receipt }
}

async function send<classifier extends ClassifierName>(
  client: CotrainClient,
  parameters: ContributeBatchParameters<classifier>,
) {
  const { model, ahead } = parameters
  const contributions = parameters.contributions.map(({ label, sample }) => ({
    label,
    sample: sampleBytes(model.classifier, sample),
  }))
  const samples = contributions.map(({ sample }) => sample)
  await refuseDuplicates(client, model, samples, parameters)
  const { value, least } = await stakeFor(parameters, () =>
    depositRange(client, { model, contributions, ahead }),
  )
  return payTrainer(client, {
    ...writing(parameters),
    model,
    functionName: 'contributeBatch',
    args: [model.modelId, contributions.map(({ label }) => label), samples],
    value,
    leastValue: least,
    comesBack: true,
    spareGas: spareGas(model.classifier, samples),
  })
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
  if (!isUnder(model, 'deposits')) return BigInt(count) * (await price(client, { model }))
  return (await pricedRange(client, model, count)).now
}
