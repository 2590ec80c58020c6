import { HistoryIncompleteError } from '../../../errors/network.ts'
import type { CotrainClient } from '../client.ts'
import { type EventsAndBlock, getEventsAndBlock, type TrainerEvent, type WhichEvents } from '../getEvents.ts'
import { earlier, type Header, headerAt, lag, newestHeader } from './blocks.ts'
import { BrokenChainError, readTail } from './readTail.ts'

export type EventsParameters = WhichEvents & {
  fromBlock: bigint
  /** @default the newest block that those who answer have */
  toBlock?: bigint | undefined
  /** The newest block, if it is at hand. @default it is asked for */
  newest?: Header | undefined
}

/** How often it is tried again while the chain is being reorganised. */
const attempts = 3

/**
 * The trainer's events from one block to another, oldest first, whichever members of the node answer: of the newest
 * blocks, which some may not have yet, they are asked for by hash.
 *
 * @throws HistoryIncompleteError while the chain is being reorganised; LogsTooLargeError, and what the client throws
 */
export async function readEvents(
  client: CotrainClient,
  parameters: EventsParameters,
): Promise<TrainerEvent[]> {
  return (await readEventsAndBlock(client, parameters)).events
}

/** As {@link readEvents}; tells the block of the last event, too. */
export async function readEventsAndBlock(
  client: CotrainClient,
  { newest, ...parameters }: EventsParameters,
): Promise<EventsAndBlock> {
  let known = newest
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await readOnce(client, parameters, known ?? (await newestHeader(client)))
    } catch (error) {
      if (!(error instanceof BrokenChainError)) throw error
      known = undefined
    }
  }
  throw new HistoryIncompleteError({ reason: 'the chain is being reorganised' })
}

async function readOnce(
  client: CotrainClient,
  { fromBlock, toBlock, ...which }: Omit<EventsParameters, 'newest'>,
  newest: Header,
): Promise<EventsAndBlock> {
  const last = toBlock === undefined ? newest.number : earlier(toBlock, newest.number)
  const common = earlier(newest.number - lag, last)
  const target = last === newest.number || last === common ? newest : await headerAt(client, last)
  const first = fromBlock > common ? fromBlock : common + 1n
  const [old, tail] = await Promise.all([
    getEventsAndBlock(client, { ...which, fromBlock, toBlock: common }),
    last > common ? readTail(client, which, first, target) : [],
  ])
  const header = tail.findLast(({ events }) => events.length > 0)?.header
  return {
    events: [...old.events, ...tail.flatMap(({ events }) => events)],
    last: header ? { number: header.number, hash: header.hash } : old.last,
  }
}
