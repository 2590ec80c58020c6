import { NoOpenContributionError } from '../errors/record.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { addHistory, type ContributionRecord, historyEvents } from './internal/history.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { blockSince } from './internal/sync/blockSince.ts'
import { newestHeader, patiently } from './internal/sync/blocks.ts'
import { readEvents } from './internal/sync/readEvents.ts'
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
  parameters: GetContributionParameters,
): Promise<GetContributionReturnType> {
  const { model } = parameters
  const args = [model.modelId] as const
  const { createdAt } = await readTrainer(client, { model, functionName: 'model', args })
  // a member that is behind may not have it yet
  const isMissing = (error: unknown) => error instanceof NoOpenContributionError
  return withTrainerErrors(client, model.trainer, () =>
    patiently(() => readContribution(client, parameters, createdAt), isMissing),
  )
}

async function readContribution(
  client: CotrainClient,
  { model, index }: GetContributionParameters,
  createdAt: bigint,
): Promise<ContributionRecord> {
  const { modelId } = model
  const [newest, fromBlock] = await Promise.all([newestHeader(client), blockSince(client, createdAt)])
  const range = { trainer: model, modelId, fromBlock, newest }
  const [own, changes] = await Promise.all([
    readEvents(client, { ...range, index, eventNames: historyEvents }),
    readEvents(client, { ...range, changed: index, eventNames: ['Changed'] }),
  ])
  const events = [...own, ...changes].sort(
    (a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex,
  )
  const made = events.some(({ eventName }) => eventName === 'Contributed')
  const [record] = made ? addHistory([], events) : []
  if (!record) throw new NoOpenContributionError({ modelId, index, wasMade: false })
  return record
}
