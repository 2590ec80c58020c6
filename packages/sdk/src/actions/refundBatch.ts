import type { Hash, TransactionReceipt } from 'viem'
import { NoOpenContributionError } from '../errors/record.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { assertUnder } from '../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { contributionAt } from './internal/history.ts'
import { argumentOf } from './internal/record/argumentOf.ts'
import { readProof } from './internal/record/provenState.ts'
import { retryStale } from './internal/record/retryStale.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from './syncModel.ts'

export type RefundBatchParameters = WriteParameters & {
  model: ModelReference<'deposits'>
  /** The contributions' numbers in the model, ascending; their entries must follow one another in the log. */
  indices: readonly bigint[]
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'deposits'> | undefined
}
/** The transaction's hash. */
export type RefundBatchReturnType = Hash
export type RefundBatchSyncReturnType = {
  refunded: TrainerEventValues<'Refunded'>[]
  /** What was paid in all, in wei. */
  total: bigint
  receipt: TransactionReceipt
}

/**
 * Claims the account's own deposits back that were staked one after another, for less gas than one by one. `claimAll`
 * does it for all that can be claimed, whatever their order.
 *
 * @throws NothingToRefundError, NoOpenContributionError, ProofMismatchError when entries of others are in between, and as `refund`
 *
 * @example
 * const { total } = await refundBatchSync(client, { model, indices: [3n, 4n, 5n] })
 */
export async function refundBatch(
  client: CotrainClient,
  parameters: RefundBatchParameters,
): Promise<RefundBatchReturnType> {
  const { model, indices } = parameters
  const { modelId } = model
  assertUnder(model, 'deposits')
  const synced = parameters.synced ?? (await syncModel(client, { model }))
  const contributions = indices.map(index => {
    const found = contributionAt(synced.contributions, index)
    if (found?.status !== 'open') throw new NoOpenContributionError({ modelId, index })
    return found
  })
  return retryStale(async attempt => {
    const [first] = contributions
    const count = contributions.length
    const proof =
      first === undefined
        ? '0x'
        : attempt === 0
          ? synced.twin.proof(modelId, first.position, count)
          : await readProof(client, model, first.position, count)
    const args = [modelId, contributions.map(argumentOf), proof] as const
    return writeTrainer(client, { ...writing(parameters), model, functionName: 'refundBatch', args })
  })
}

/** As {@link refundBatch}, but waits until it is mined. */
export async function refundBatchSync(
  client: CotrainClient,
  parameters: RefundBatchParameters,
): Promise<RefundBatchSyncReturnType> {
  const hash = await refundBatch(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Refunded' } as const
  const { events: refunded, receipt } = await waitForEvents(client, sent)
  return { refunded, total: refunded.reduce((sum, { amount }) => sum + amount, 0n), receipt }
}
