import type { Block, Hash } from 'viem'
import { getBlock } from 'viem/actions'
import { HistoryIncompleteError } from '../errors/network.ts'
import type { KindName } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { createTwin, type ReplayableEvent, type Twin, TwinReplayError } from '../twin/index.ts'
import type { CotrainClient } from './internal/client.ts'
import { getEvents, type TrainerEvent } from './internal/getEvents.ts'
import { addHistory, type ContributionRecord } from './internal/history.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

/** A model's whole history up to a block, and the twin that has lived through it. */
export type SyncedModel<kind extends KindName = KindName> = {
  model: ModelReference<kind>
  /** Predicts, quotes and tries claims locally: the contract's state machine, integer for integer. */
  twin: Twin<kind>
  /** All events of the model, oldest first. */
  events: readonly TrainerEvent[]
  /** All contributions, by index. */
  contributions: readonly ContributionRecord[]
  /** The last block that is taken in. */
  blockNumber: bigint
  blockHash: Hash
  /** When that block was made, in seconds since 1970. */
  time: bigint
}

export type SyncModelParameters<kind extends KindName = KindName> = {
  model: ModelReference<kind>
  /** A result of this function, to go on from. Its twin moves on with the chain. @default from the model's creation */
  previous?: SyncedModel<kind> | undefined
}
export type SyncModelReturnType<kind extends KindName = KindName> = SyncedModel<kind>

/**
 * Replays a model's events into a twin, which then predicts locally what the contract predicts, without asking the node.
 * Given a `previous` result it reads new blocks only; if the chain was reorganised since, it starts afresh with a new twin.
 *
 * @throws UnknownModelError, HistoryIncompleteError, TrainerNotDeployedError, NodeUnreachableError
 *
 * @example
 * const { twin } = await syncModel(client, { model })
 * const label = twin.predict(model.modelId, Uint16Array.of(1, 5, 9))
 */
export async function syncModel<kind extends KindName>(
  client: CotrainClient,
  parameters: SyncModelParameters<kind>,
): Promise<SyncModelReturnType<kind>> {
  const synced: unknown = await syncAny(client, parameters as unknown as SyncModelParameters)
  return synced as SyncedModel<kind>
}

async function syncAny(
  client: CotrainClient,
  { model, previous }: SyncModelParameters,
): Promise<SyncedModel> {
  const { kind, trainer, modelId } = model
  return withTrainerErrors(client, trainer, async () => {
    const latest = await getBlock(client, { includeTransactions: false })
    const start = (await stillOnChain(client, previous, latest)) ?? (await newHistory(client, model))
    const toBlock = latest.number
    const events = await getEvents(client, {
      trainer: model,
      modelId,
      fromBlock: start.blockNumber + 1n,
      toBlock,
    })
    await replay(client, start.twin, events)
    checkComplete(start, modelId)
    return {
      model: { kind, trainer, modelId },
      twin: start.twin,
      events: events.length === 0 ? start.events : [...start.events, ...events],
      contributions: addHistory(start.contributions, events),
      blockNumber: latest.number,
      blockHash: latest.hash,
      time: latest.timestamp,
    }
  })
}

type Start = Pick<SyncedModel, 'twin' | 'events' | 'contributions' | 'blockNumber'> & {
  /** Contributions that the chain has counted at least. */
  counted?: bigint
}

async function newHistory(client: CotrainClient, model: ModelReference): Promise<Start> {
  const { modelId } = model
  const call = { model, functionName: 'model', args: [modelId] } as const
  const { createdBlock, contributions: counted } = await readTrainer(client, call)
  const twin = createTwin({ kind: model.kind, only: modelId })
  return { twin, events: [], contributions: [], blockNumber: createdBlock - 1n, counted }
}

/** A node that has dropped old events answers as if there had never been any. */
function checkComplete({ twin, counted = 0n }: Start, modelId: bigint): void {
  const replayed = twin.position() === undefined ? -1n : twin.model(modelId).contributions
  if (replayed >= counted) return
  throw new HistoryIncompleteError({ reason: 'some that the chain has counted are missing' })
}

/** The history to go on from, unless a block of it is not the chain's any more. */
async function stillOnChain(
  client: CotrainClient,
  previous: SyncedModel | undefined,
  latest: Block<bigint, false, 'latest'>,
): Promise<SyncedModel | undefined> {
  if (!previous || latest.number < previous.blockNumber) return undefined
  if (latest.number === previous.blockNumber) return latest.hash === previous.blockHash ? previous : undefined
  const { hash } = await getBlock(client, { blockNumber: previous.blockNumber, includeTransactions: false })
  return hash === previous.blockHash ? previous : undefined
}

async function replay(client: CotrainClient, twin: Twin, events: readonly TrainerEvent[]): Promise<void> {
  try {
    for (const event of events) {
      if (isBefore(twin, event)) continue
      twin.applyEvent({ ...event, blockTimestamp: await timeOf(client, event) } as ReplayableEvent)
    }
  } catch (error) {
    if (!(error instanceof TwinReplayError)) throw error
    throw new HistoryIncompleteError({ reason: error.message, cause: error })
  }
}

/** Whether an earlier attempt, which then failed, has replayed the event already. */
function isBefore(twin: Twin, { blockNumber, logIndex }: TrainerEvent): boolean {
  const last = twin.position()
  if (!last) return false
  return blockNumber < last.blockNumber || (blockNumber === last.blockNumber && logIndex <= last.logIndex)
}

/** Events whose time matters and that do not tell it. */
const timed: readonly string[] = [
  'ModelCreated',
  'Verified',
  'Reported',
  'ReportConfirmed',
  'MarketCommitted',
]

/** The time of the event's block, if it matters or is known. */
async function timeOf(client: CotrainClient, event: TrainerEvent): Promise<bigint | undefined> {
  if (event.time !== undefined || !timed.includes(event.eventName)) return event.time
  const { timestamp } = await getBlock(client, { blockNumber: event.blockNumber, includeTransactions: false })
  return timestamp
}
