import { getBlock } from 'viem/actions'
import type { ModelReference } from '../../../kinds/modelId.ts'
import type { CotrainClient } from '../client.ts'
import { getEvents, getEventsOf, type TrainerEvent } from '../getEvents.ts'
import { type Header, headerAt, isMissing, lag, mapAbreast, patiently } from './blocks.ts'

/** What happened to a model in some blocks. */
export type News = {
  /** Oldest first, each with its time where that matters. */
  events: TrainerEvent[]
  /** The newest of the blocks, oldest first; the last is where the news end. */
  headers: Header[]
}

/** The blocks of one answer do not follow from those of another: the chain was reorganised meanwhile. */
export class BrokenChainError extends Error {
  override name = 'BrokenChainError'
}

/**
 * Reads a model's events from block `from` on, to `target` or the last block before it that can be read from whichever
 * members of the node answer; undefined when that is none.
 *
 * Blocks that all members have (older than `newest` by more than `lag`) are read in ranges. A range that reaches beyond
 * what a member has is answered without a word with what it has, so newer blocks are asked for by hash, one by one:
 * then it must say that it does not know the block (EIP-234).
 */
export async function readNews(
  client: CotrainClient,
  model: ModelReference,
  { from, target, newest }: { from: bigint; target: Header; newest: bigint },
): Promise<News | undefined> {
  const [common] = [newest - lag, target.number].sort((a, b) => Number(a - b)) as [bigint, bigint]
  const [old, tail] = await Promise.all([
    getEvents(client, { trainer: model, modelId: model.modelId, fromBlock: from, toBlock: common }),
    readTail(client, model, from > common ? from : common + 1n, target),
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

type TailBlock = { header: Header; events: TrainerEvent[] }

/** The blocks from `from` to `target`, up to the first that nobody who answers has. */
async function readTail(
  client: CotrainClient,
  model: ModelReference,
  from: bigint,
  target: Header,
): Promise<TailBlock[]> {
  if (from > target.number) return []
  const numbers = Array.from({ length: Number(target.number - from) }, (_, i) => from + BigInt(i))
  const headers = [...(await mapAbreast(numbers, number => headerAt(client, number))), target]
  for (const [i, { parentHash }] of headers.entries()) {
    if (i > 0 && parentHash !== headers[i - 1]!.hash) throw new BrokenChainError()
  }
  const read = await mapAbreast(headers, async header => {
    const ask = () => getEventsOf(client, model, header)
    const events = await patiently(ask, isMissing).catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw error
    })
    return events && { header, events }
  })
  const missing = read.indexOf(undefined)
  return (missing < 0 ? read : read.slice(0, missing)) as TailBlock[]
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
