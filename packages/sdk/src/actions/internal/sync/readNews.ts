import { getBlock } from 'viem/actions'
import type { ModelReference } from '../../../kinds/modelId.ts'
import type { CotrainClient } from '../client.ts'
import { getEvents, type TrainerEvent } from '../getEvents.ts'
import { type Header, headerAt, lag, mapAbreast } from './blocks.ts'
import { readTail } from './readTail.ts'

/** What happened to a model in some blocks. */
export type News = {
  /** Oldest first, each with its time where that matters. */
  events: TrainerEvent[]
  /** The newest of the blocks, oldest first; the last is where the news end. */
  headers: Header[]
}

/** Which blocks are read, and the newest that is known; `distrust` as for `getEvents`. */
type Stretch = { from: bigint; target: Header; newest: bigint; distrust: boolean }

/**
 * Reads a model's events from block `from` on, to `target` or the last block before it that can be read from whichever
 * members of the node answer; undefined when that is none.
 *
 * Blocks that all members have (older than `newest` by more than `lag`) are read in ranges. A range that reaches beyond
 * what a member has is answered without a word with what it has, so newer blocks are asked for by hash, one by one.
 *
 * @throws BrokenChainError
 */
export async function readNews(
  client: CotrainClient,
  model: ModelReference,
  { from, target, newest, distrust }: Stretch,
): Promise<News | undefined> {
  const [common] = [newest - lag, target.number].sort((a, b) => Number(a - b)) as [bigint, bigint]
  const which = { trainer: model, modelId: model.modelId }
  const [old, tail] = await Promise.all([
    getEvents(client, { ...which, fromBlock: from, toBlock: common, distrust }),
    readTail(client, which, from > common ? from : common + 1n, target),
  ])
  const headers = tail.map(({ header }) => header)
  if (headers.length === 0 && common >= from) {
    headers.push(common === target.number ? target : await headerAt(client, common))
  }
  if (headers.length === 0) return undefined
  const times = new Map(headers.map(({ number, timestamp }) => [number, timestamp]))
  const events = [...old, ...tail.flatMap(({ events }) => events)]
  return { events: await withTimes(client, events, times), headers }
}

/** Events whose time matters and that do not tell it. */
const timed: readonly string[] = ['ModelCreated', 'Verified', 'Reported', 'ReportConfirmed', 'MarketOpened']

/** The events, with the time of their block where it matters and the node did not say it. */
async function withTimes(
  client: CotrainClient,
  events: readonly TrainerEvent[],
  known: Map<bigint, bigint>,
): Promise<TrainerEvent[]> {
  const needed = ({ time, eventName }: TrainerEvent) => time === undefined && timed.includes(eventName)
  const numbers = new Set(events.filter(needed).map(({ blockNumber }) => blockNumber))
  const unknown = [...numbers].filter(number => !known.has(number))
  const times = await mapAbreast(unknown, async blockNumber => {
    const { timestamp } = await getBlock(client, { blockNumber, includeTransactions: false })
    return [blockNumber, timestamp] as const
  })
  const all = new Map([...known, ...times])
  return events.map(event => (needed(event) ? { ...event, time: all.get(event.blockNumber) } : event))
}
