import type { Hash } from 'viem'
import { BlockOutOfRangeError, HistoryIncompleteError } from '../errors/network.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { type ModelAddress, type ModelReference, referenceOf } from '../kinds/modelId.ts'
import { createTwin, type ReplayableEvent, type Twin, TwinReplayError } from '../twin/index.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEvent } from './internal/getEvents.ts'
import { addHistory, type ContributionRecord } from './internal/history.ts'
import { readClassifier } from './internal/readClassifier.ts'
import { type BlockReference, type Header, headerAt, isMissing, patiently } from './internal/sync/blocks.ts'
import { difference, type OpenEntry, readContract } from './internal/sync/check.ts'
import { BrokenChainError, readNews } from './internal/sync/readNews.ts'
import { fromCreation, lastInCommon, newestSince, type Start, upTo } from './internal/sync/start.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

/** A model's whole history up to a block, and the twin that has lived through it. */
export type SyncedModel<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  model: ModelReference<mechanism, classifier>
  /** Predicts, quotes and tries claims locally: the contract's state machine, integer for integer. */
  twin: Twin<mechanism, classifier>
  /** All events of the model, oldest first. */
  events: readonly TrainerEvent[]
  /** All contributions, oldest first. Indices have gaps where states have changed; `contributionAt` finds one. */
  contributions: readonly ContributionRecord[]
  /** The last block that is taken in. */
  blockNumber: bigint
  blockHash: Hash
  /** When that block was made, in seconds since 1970. */
  time: bigint
  /** The last blocks that were seen, oldest first: where to look for the beginning of a reorganisation. */
  blocks: readonly BlockReference[]
}

export type SyncModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  /** Its classifier is read from the chain where it is not given. */
  model: ModelAddress<mechanism> & { classifier?: classifier }
  /**
   * A result of this function, to go on from. Its twin moves on with the chain, so that only the newest result is good
   * for that; of what was before, `toBlock` makes a new twin. @default from the model's creation
   */
  previous?: SyncedModel<mechanism, classifier> | undefined
  /** The model as it was after this block, with a twin of its own. @default the newest block */
  toBlock?: bigint | undefined
}
export type SyncModelReturnType<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = SyncedModel<mechanism, classifier>

/** Blocks that are read again where the twin differs from the contract, before all are. */
const secondLook = 256n

/** How many of the last blocks are kept. */
const blocksKept = 64

/**
 * Replays a model's events into a twin, which then predicts locally what the contract predicts, without asking the node.
 * Given a `previous` result it reads new blocks only.
 *
 * The twin is the contract at `blockHash`: the log's running hash and count of entries, what the register and the
 * mechanism say, and which entries are touched in pages with open contributions (64 at a time, in turn) are compared with
 * the contract's own state at that block; where they differ, the last 256 blocks are read again, then all, and then it
 * throws and says what differs. Behind an address whose members are up to 6 blocks apart, no event is
 * missed: blocks that some may not have are asked for by hash. It goes to the newest block that the members who answer
 * have; an answer that is behind `previous` changes nothing. After a reorganisation a new twin goes on from the last
 * block in common, if that is among the last 64 blocks, else from the creation. Nodes that keep no state of an old
 * `toBlock` leave out the comparison.
 *
 * @throws UnknownModelError, HistoryIncompleteError, BlockOutOfRangeError, LogsTooLargeError, TrainerNotDeployedError,
 * NodeUnreachableError
 *
 * @example
 * const { twin } = await syncModel(client, { model })
 * const label = twin.predict(model.modelId, Uint16Array.of(1, 5, 9))
 */
export async function syncModel<
  mechanism extends MechanismName,
  classifier extends ClassifierName = ClassifierName,
>(
  client: CotrainClient,
  parameters: SyncModelParameters<mechanism, classifier>,
): Promise<SyncModelReturnType<mechanism, classifier>> {
  const { model, previous } = parameters
  const synced: unknown = await withTrainerErrors(client, model.trainer, async () => {
    const classifier = model.classifier ?? previous?.model.classifier ?? (await readClassifier(client, model))
    return syncAny(client, { ...parameters, model: { ...model, classifier } } as unknown as Resolved)
  })
  return synced as SyncedModel<mechanism, classifier>
}

/** The parameters, once it is known what the model is. */
type Resolved = SyncModelParameters & { model: ModelReference }

async function syncAny(client: CotrainClient, parameters: Resolved): Promise<SyncedModel> {
  let problem: MismatchError | undefined
  for (const look of [1, 2, 3]) {
    try {
      // a member may be the only one that has the newest block: then to the newest one of another
      return await patiently(() => syncOnce(client, parameters, look), isMissing)
    } catch (error) {
      if (error instanceof BrokenChainError) continue
      if (!(error instanceof MismatchError)) throw error
      problem = error
      if (!parameters.previous && look === 2) break
    }
  }
  const reason = problem?.message ?? 'the chain is being reorganised'
  throw new HistoryIncompleteError({ reason, cause: problem?.cause })
}

/** The events do not fit together, or not to what the contract says. */
class MismatchError extends Error {}

/** One attempt; the second one trusts less of what came before, the third one nothing. */
async function syncOnce(
  client: CotrainClient,
  { model, previous, toBlock }: Resolved,
  look: number,
): Promise<SyncedModel> {
  const newest = await newestSince(client, previous)
  const target = await targetOf(client, newest, toBlock)
  const start = await startOf(client, model, { previous, target, look, past: toBlock !== undefined })
  if (previous && start === previous && target.number <= previous.blockNumber) return previous
  const from = start.blockNumber + 1n
  if (toBlock !== undefined && toBlock < from) {
    throw new BlockOutOfRangeError({ block: toBlock, first: from, last: newest.number })
  }
  const news = await readNews(client, model, { from, target, newest: newest.number })
  if (!news) {
    if (previous && start === previous) return previous
    throw new MismatchError('it does not have the newest blocks yet')
  }
  const end = news.headers.at(-1)!
  const reading = await readContract(client, model, end, mayBeOpen(start, news.events))
  const twin = moveOn(start, model, news.events)
  const contributions = addHistory(start.contributions, news.events)
  const problem =
    twin.position() === undefined ? 'its creation is missing' : reading && difference(twin, model, reading)
  if (problem) throw new MismatchError(problem)
  const seen = news.headers.map(({ number, hash }) => ({ number, hash }))
  return {
    model: referenceOf(model),
    twin,
    events: news.events.length === 0 ? start.events : [...start.events, ...news.events],
    contributions,
    blockNumber: end.number,
    blockHash: end.hash,
    time: end.timestamp,
    blocks: [...start.blocks.filter(({ number }) => number < seen[0]!.number), ...seen].slice(-blocksKept),
  }
}

/** The block to sync to. @throws BlockOutOfRangeError when the chain does not have it yet */
async function targetOf(client: CotrainClient, newest: Header, toBlock: bigint | undefined): Promise<Header> {
  if (toBlock === undefined || toBlock === newest.number) return newest
  if (toBlock < newest.number && toBlock >= 0n) return headerAt(client, toBlock)
  throw new BlockOutOfRangeError({ block: toBlock, first: 0n, last: newest.number })
}

type Origin = { previous: SyncedModel | undefined; target: Header; look: number; past: boolean }

/** What to go on from: the previous result as it is, if it is still on the chain, or as much of it as is. */
async function startOf(
  client: CotrainClient,
  model: ModelReference,
  { previous, target, look, past }: Origin,
): Promise<Start> {
  if (!previous || look === 3) return fromCreation(client, model, past)
  const found = await lastInCommon(client, previous, target)
  if (!found) return fromCreation(client, model, past)
  if (look === 1 && !past && found.whole) return previous
  const last = look === 2 ? found.blockNumber - secondLook : found.blockNumber
  const created = previous.events[0]?.blockNumber ?? 0n
  if (last <= created || target.number <= created) return fromCreation(client, model, past)
  return upTo(previous, last < target.number ? last : target.number - 1n)
}

/** Contributions that were open before, and new ones. */
function mayBeOpen({ contributions }: Start, events: readonly TrainerEvent[]): OpenEntry[] {
  const open = contributions.filter(({ status }) => status === 'open')
  const made = events.flatMap(({ eventName, args }) => {
    if (eventName === 'Contributed') return [{ index: args.index, position: args.index }]
    return eventName === 'Changed' ? [{ index: args.index, position: args.position }] : []
  })
  return [...open, ...made]
}

/** A twin that has lived through `events` after those of `start`: its own, unless that has moved elsewhere meanwhile. */
function moveOn(start: Start, model: ModelReference, events: readonly TrainerEvent[]): Twin {
  const last = start.events.at(-1)
  const position = start.twin?.position()
  const usable =
    start.twin && position?.blockNumber === last?.blockNumber && position?.logIndex === last?.logIndex
  const twin = usable ? start.twin! : createTwin({ ...model, only: model.modelId, address: model.trainer })
  try {
    for (const event of usable ? events : [...start.events, ...events]) {
      twin.applyEvent({ ...event, blockTimestamp: event.time } as ReplayableEvent)
    }
    return twin
  } catch (error) {
    if (!(error instanceof TwinReplayError)) throw error
    throw new MismatchError(error.message, { cause: error })
  }
}
