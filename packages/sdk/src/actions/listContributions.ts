import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import type { ContributionRecord } from './internal/history.ts'
import { type SyncedModel, syncModel } from './syncModel.ts'

export type ListContributionsParameters = {
  model: ModelReference
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel | undefined
}
export type ListContributionsReturnType = readonly ContributionRecord[]

/**
 * Lists all contributions to a model, oldest first, with what became of their deposits.
 *
 * @throws as `syncModel`
 *
 * @example
 * const open = (await listContributions(client, { model })).filter(({ status }) => status === 'open')
 */
export async function listContributions(
  client: CotrainClient,
  { model, synced }: ListContributionsParameters,
): Promise<ListContributionsReturnType> {
  return (synced ?? (await syncModel(client, { model }))).contributions
}
