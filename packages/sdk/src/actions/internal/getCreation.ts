import type { ModelAddress } from '../../kinds/modelId.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import type { TrainerEvent } from './getEvents.ts'
import { blockSince, near } from './sync/blockSince.ts'
import { type BlockReference, earlier, type Header, newestHeader } from './sync/blocks.ts'
import { readEventsAndBlock } from './sync/readEvents.ts'

/** Where a model stands, and the time at which it was created. */
export type Created = ModelAddress & { createdAt: bigint }
export type CreationEvent = Extract<TrainerEvent, { eventName: 'ModelCreated' }>

/** Blocks that are looked through at first: chains that are not fast have no more near a second. */
const firstLook = near

/** The event that created a model, if the node still has it: in one of the blocks of that second, however many these are. */
export async function getCreation(client: CotrainClient, model: Created): Promise<CreationEvent | undefined> {
  return (await readCreation(client, model, ['ModelCreated'])).creation
}

/** What the blocks around a model's creation tell. */
export type Around = {
  creation: CreationEvent | undefined
  /** With the creation, oldest first. */
  events: TrainerEvent[]
  /** The last block that was looked through. */
  until: bigint
  /** The block of the last event. */
  last: BlockReference | undefined
}

/**
 * The event that created a model, with those of `eventNames` that came soon after it.
 *
 * @param known The newest block, if somebody has asked for it already.
 */
export async function readCreation(
  client: CotrainClient,
  model: Created,
  eventNames: readonly TrainerEventName[],
  known?: Header,
): Promise<Around> {
  const { modelId, createdAt } = model
  const newest = known ?? (await newestHeader(client))
  let fromBlock = await blockSince(client, createdAt, newest)
  let last: bigint | undefined
  let until = fromBlock
  for (let blocks = firstLook; last === undefined || fromBlock <= last; blocks *= 4n) {
    const end: bigint = fromBlock + blocks - 1n
    until = earlier(end, last ?? newest.number)
    const range = { fromBlock, toBlock: until, newest }
    const found = await readEventsAndBlock(client, { trainer: model, modelId, eventNames, ...range })
    const creation = found.events.find(event => event.eventName === 'ModelCreated')
    if (creation || until < end) return { creation, ...found, until }
    last ??= (await blockSince(client, createdAt + 1n)) + near
    fromBlock = until + 1n
  }
  return { creation: undefined, events: [], until, last: undefined }
}
