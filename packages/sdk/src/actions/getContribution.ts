import { getBlockNumber } from 'viem/actions'
import { NoOpenContributionError } from '../errors/record.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { getEvents } from './internal/getEvents.ts'
import { addHistory, type ContributionRecord, historyEvents } from './internal/history.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { blockSince } from './internal/sync/blockSince.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetContributionParameters = {
  model: ModelReference
  /** The contribution's number in the model. */
  index: bigint
}
export type GetContributionReturnType = ContributionRecord

/**
 * Puts a contribution together from the chain's events: the chain itself keeps only hashes of many. Claims of open
 * contributions bring this state to the chain.
 *
 * @throws NoOpenContributionError when it was never made; UnknownModelError
 *
 * @example
 * const { label, remaining, status } = await getContribution(client, { model, index: 0n })
 */
export async function getContribution(
  client: CotrainClient,
  { model, index }: GetContributionParameters,
): Promise<GetContributionReturnType> {
  const { modelId } = model
  const { createdAt } = await readTrainer(client, { model, functionName: 'model', args: [modelId] })
  const events = await withTrainerErrors(client, model.trainer, async () => {
    const fromBlock = await blockSince(client, createdAt)
    const toBlock = await getBlockNumber(client, { cacheTime: 0 })
    const range = { trainer: model, modelId, fromBlock, toBlock }
    const [own, changes] = await Promise.all([
      getEvents(client, { ...range, index, eventNames: historyEvents }),
      getEvents(client, { ...range, changed: index, eventNames: ['Changed'] }),
    ])
    return [...own, ...changes].sort(
      (a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex,
    )
  })
  const made = events.some(({ eventName }) => eventName === 'Contributed')
  const [record] = made ? addHistory([], events) : []
  if (!record) throw new NoOpenContributionError({ modelId, index })
  return record
}
