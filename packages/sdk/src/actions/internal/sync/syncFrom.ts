import { BlockOutOfRangeError, HistoryIncompleteError } from '../../../errors/network.ts'
import { type ModelReference, referenceOf } from '../../../kinds/modelId.ts'
import { replay, replayInTurns } from '../../../snapshot/restore.ts'
import { createTwin, type Twin, TwinReplayError } from '../../../twin/index.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { CotrainClient } from '../client.ts'
import type { TrainerEvent } from '../getEvents.ts'
import { addHistory } from '../history.ts'
import { type Header, headerAt, isMissing, patiently } from './blocks.ts'
import { difference, type OpenEntry, readContract } from './check.ts'
import { readNews } from './readNews.ts'
import { BrokenChainError } from './readTail.ts'
import { fromCreation, lastInCommon, newestSince, type Start, upTo } from './start.ts'

/** Blocks that are read again where the twin differs from the contract, before all are. */
const secondLook = 256n

/** How many of the last blocks are kept. */
const blocksKept = 64

/** What to sync, and from where on. */
export type SyncPlan = {
  model: ModelReference
  previous: SyncedModel | undefined
  toBlock: bigint | undefined
  /** Whether the twin of `previous` was compared with the contract at its block. */
  isCompared: boolean
  /** Whether `previous` is of a snapshot, instead of which no events are read. */
  fromSnapshot?: boolean | undefined
}

/**
 * The model after new blocks. Where its twin differs from the contract, the last blocks are read again, then all.
 *
 * @throws HistoryIncompleteError, BlockOutOfRangeError, UnknownModelError, LogsTooLargeError
 */
export async function syncFrom(client: CotrainClient, plan: SyncPlan): Promise<SyncedModel> {
  let problem: MismatchError | undefined
  for (const look of [1, 2, 3]) {
    try {
      // a member may be the only one that has the newest block: then to the newest one of another
      return await patiently(() => syncOnce(client, plan, look), isMissing)
    } catch (error) {
      if (error instanceof BrokenChainError) continue
      if (!(error instanceof MismatchError)) throw error
      problem = error
      if (!plan.previous && look === 2) break
    }
  }
  const reason = problem?.message ?? 'the chain is being reorganised'
  throw new HistoryIncompleteError({ reason, cause: problem?.cause })
}

/** The events do not fit together, or not to what the contract says. */
export class MismatchError extends Error {}

/** One attempt; the second one trusts less of what came before, the third one nothing. */
export async function syncOnce(client: CotrainClient, plan: SyncPlan, look: number): Promise<SyncedModel> {
  const { model, previous, toBlock, fromSnapshot } = plan
  const newest = await newestSince(client, previous)
  const target = await targetOf(client, newest, toBlock)
  const start = await startOf(client, model, {
    ...{ previous, target, look, fromSnapshot },
    past: toBlock !== undefined,
  })
  if (previous && start === previous && target.number <= previous.blockNumber) {
    return asBefore(client, plan, previous)
  }
  const from = start.blockNumber + 1n
  if (toBlock !== undefined && toBlock < from) {
    throw new BlockOutOfRangeError({ block: toBlock, first: from, last: newest.number })
  }
  const news = await readNews(client, model, { from, target, newest: newest.number, distrust: look > 1 })
  if (!news) {
    if (previous && start === previous) return asBefore(client, plan, previous)
    throw new MismatchError('it does not have the newest blocks yet')
  }
  const end = news.headers.at(-1)!
  const reading = await readContract(client, model, end, mayBeOpen(start, news.events))
  const twin = await moveOn(start, model, news.events, moved => {
    const problem =
      moved.position() === undefined
        ? 'its creation is missing'
        : reading && difference(moved, model, reading)
    if (problem) throw new MismatchError(problem)
  })
  const contributions = addHistory(start.contributions, news.events)
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

/** The same model as before, once its twin is compared with the contract. */
async function asBefore(
  client: CotrainClient,
  { model, isCompared }: SyncPlan,
  previous: SyncedModel,
): Promise<SyncedModel> {
  if (isCompared) return previous
  const { blockNumber: number, blockHash: hash, time: timestamp } = previous
  const reading = await readContract(client, model, { number, hash, timestamp }, mayBeOpen(previous, []))
  const problem = reading && difference(previous.twin, model, reading)
  if (problem) throw new MismatchError(problem)
  return previous
}

/** The block to sync to. @throws BlockOutOfRangeError when the chain does not have it yet */
async function targetOf(client: CotrainClient, newest: Header, toBlock: bigint | undefined): Promise<Header> {
  if (toBlock === undefined || toBlock === newest.number) return newest
  if (toBlock < newest.number && toBlock >= 0n) return headerAt(client, toBlock)
  throw new BlockOutOfRangeError({ block: toBlock, first: 0n, last: newest.number })
}

type Origin = Pick<SyncPlan, 'previous' | 'fromSnapshot'> & { target: Header; look: number; past: boolean }

/** What to go on from: the previous result as it is, if it is still on the chain, or as much of it as is. */
async function startOf(
  client: CotrainClient,
  model: ModelReference,
  { previous, target, look, past, fromSnapshot }: Origin,
): Promise<Start> {
  if (!previous || look === 3) return fromCreation(client, model, past)
  const found = await lastInCommon(client, previous, target)
  if (!found && fromSnapshot) throw new MismatchError('none of the blocks that it names is on the chain')
  if (!found) return fromCreation(client, model, past)
  if (look === 1 && !past && found.whole) return previous
  const last = look === 2 ? found.blockNumber - secondLook : found.blockNumber
  const created = previous.events[0]?.blockNumber ?? 0n
  if (last <= created || target.number <= created) {
    if (fromSnapshot) throw new MismatchError('the model was created after the last block in common')
    return fromCreation(client, model, past)
  }
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

/**
 * A twin that has lived through `events` after those of `start`: its own, unless that has moved elsewhere meanwhile. When
 * the events do not fit, or `check` throws, its own is as it was before, for others go on reading it.
 */
async function moveOn(
  start: Start,
  model: ModelReference,
  events: readonly TrainerEvent[],
  check: (twin: Twin) => void,
): Promise<Twin> {
  const last = start.events.at(-1)
  const position = start.twin?.position()
  const usable =
    start.twin && position?.blockNumber === last?.blockNumber && position?.logIndex === last?.logIndex
  const twin = usable ? start.twin! : createTwin({ ...model, only: model.modelId, address: model.trainer })
  const move = () => {
    replay(twin, events)
    check(twin)
    return twin
  }
  try {
    if (usable) return twin.atomically(move)
    // what is not new was replayed before
    await replayInTurns(twin, start.events, { knownHashes: true })
    await replayInTurns(twin, events)
    check(twin)
    return twin
  } catch (error) {
    if (!(error instanceof TwinReplayError)) throw error
    throw new MismatchError(error.message, { cause: error })
  }
}
