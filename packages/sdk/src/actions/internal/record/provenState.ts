import type { Hex } from 'viem'
import { HistoryIncompleteError } from '../../../errors/network.ts'
import { NoOpenContributionError } from '../../../errors/record.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import type { EntryLog } from '../../../record/EntryLog.ts'
import { lastingEnd, proofOf } from '../../../record/proof.ts'
import { getContribution } from '../../getContribution.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { CotrainClient } from '../client.ts'
import { type ContributionRecord, contributionAt } from '../history.ts'
import { readTrainer } from '../readTrainer.ts'
import { readPages } from './readPages.ts'
import { retryStale } from './retryStale.ts'

/** Which contribution is to be claimed, and what is at hand of it. */
export type ClaimedParameters = {
  model: ModelReference
  /** The contribution's number in the model. */
  index: bigint
  /** The contribution, if it is at hand. @default read from the chain's events */
  contribution?: ContributionRecord | undefined
  /** The model's history, if it is at hand: then nothing must be read for the proof. */
  synced?: Pick<SyncedModel, 'twin' | 'contributions'> | undefined
}

/** A contribution, and the proof that it stands in the log as it is. */
export type ProvenState = { contribution: ContributionRecord; proof: Hex }

/**
 * Runs `claim` with a contribution and its proof; again with another proof where others have added entries in the
 * meantime.
 *
 * @throws NoOpenContributionError, and what `claim` throws
 */
export async function withProof<result>(
  client: CotrainClient,
  parameters: ClaimedParameters,
  claim: (proven: ProvenState) => Promise<result>,
): Promise<result> {
  const { model, index } = parameters
  return retryStale(async attempt => {
    const known = attempt === 0 ? parameters : { ...parameters, synced: undefined }
    return claim(
      known.synced ? fromHistory(known, known.synced) : await fromEvents(client, model, index, known),
    )
  })
}

function fromHistory(
  { model, index, contribution }: ClaimedParameters,
  { twin, contributions }: Pick<SyncedModel, 'twin' | 'contributions'>,
): ProvenState {
  const { modelId } = model
  const found = contribution ?? contributionAt(contributions, index)
  if (found?.status !== 'open')
    throw new NoOpenContributionError({ modelId, index, wasMade: found !== undefined })
  return { contribution: found, proof: twin.proof(modelId, found.position) }
}

async function fromEvents(
  client: CotrainClient,
  model: ModelReference,
  index: bigint,
  known: Pick<ClaimedParameters, 'contribution'>,
): Promise<ProvenState> {
  const contribution = known.contribution ?? (await getContribution(client, { model, index }))
  const { modelId } = model
  if (contribution.status !== 'open') throw new NoOpenContributionError({ modelId, index, wasMade: true })
  return { contribution, proof: await readProof(client, model, contribution.position, 1) }
}

/** The proof of entries one after another, from the events of their pages. */
export async function readProof(
  client: CotrainClient,
  model: ModelReference,
  position: bigint,
  count: number,
): Promise<Hex> {
  const last = position + BigInt(count) - 1n
  const log = await readPages(client, model, position, last)
  if (BigInt(log.entries) <= last) {
    throw new HistoryIncompleteError({ reason: `the entry at position ${last} is missing` })
  }
  const parameters = { position: Number(position), count }
  if (lastingEnd(log, parameters) === 'running') log.pin = await readPin(client, model, log)
  return proofOf(log, parameters)
}

/** The pin, if it is of no more entries than are known. */
async function readPin(client: CotrainClient, model: ModelReference, { entries, first }: EntryLog) {
  const args = [model.modelId] as const
  const [, pinnedEntries, time] = await readTrainer(client, { model, functionName: 'pinned', args })
  const isKnown = pinnedEntries > BigInt(first) && pinnedEntries <= BigInt(entries)
  return isKnown ? { entries: Number(pinnedEntries), time: Number(time) } : undefined
}
