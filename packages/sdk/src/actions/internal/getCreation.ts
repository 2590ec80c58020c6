import { getBlockNumber } from 'viem/actions'
import type { ModelAddress } from '../../kinds/modelId.ts'
import type { CotrainClient } from './client.ts'
import { getEvents, type TrainerEvent } from './getEvents.ts'
import { blockSince, near } from './sync/blockSince.ts'

/** Where a model stands, and the time at which it was created. */
export type Created = ModelAddress & { createdAt: bigint }
export type CreationEvent = Extract<TrainerEvent, { eventName: 'ModelCreated' }>

/** Blocks that are looked through at first: chains that are not fast have no more near a second. */
const firstLook = near

/** The event that created a model, if the node still has it: in one of the blocks of that second, however many these are. */
export async function getCreation(client: CotrainClient, model: Created): Promise<CreationEvent | undefined> {
  let fromBlock = await blockSince(client, model.createdAt)
  let last: bigint | undefined
  for (let blocks = firstLook; last === undefined || fromBlock <= last; blocks *= 4n) {
    const end: bigint = fromBlock + blocks - 1n
    const toBlock: bigint = last !== undefined && last < end ? last : await upTo(client, fromBlock, end)
    const creation = await creationIn(client, model, fromBlock, toBlock)
    if (creation || toBlock < end) return creation
    last ??= (await blockSince(client, model.createdAt + 1n)) + near
    fromBlock = toBlock + 1n
  }
  return undefined
}

/** The end of a range, or the newest block; a member that is behind may not have the beginning. */
async function upTo(client: CotrainClient, fromBlock: bigint, end: bigint): Promise<bigint> {
  const newest = await getBlockNumber(client, { cacheTime: 0 })
  if (newest > end) return end
  return newest < fromBlock ? fromBlock : newest
}

async function creationIn(
  client: CotrainClient,
  model: ModelAddress,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<CreationEvent | undefined> {
  const { modelId } = model
  const eventNames = ['ModelCreated'] as const
  const events = await getEvents(client, { trainer: model, modelId, eventNames, fromBlock, toBlock })
  return events.find(event => event.eventName === 'ModelCreated')
}
