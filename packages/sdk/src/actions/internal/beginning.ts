import { type ModelAddress, type ModelReference, referenceOf } from '../../kinds/modelId.ts'
import type { CotrainStorage } from '../../storage/CotrainStorage.ts'
import type { CotrainClient } from './client.ts'
import { type Created, type CreationEvent, readCreation } from './getCreation.ts'
import type { TrainerEvent } from './getEvents.ts'
import { chainIdOf, forget, keep, recall } from './kept.ts'
import { newestOnce } from './sync/blockSince.ts'
import { type BlockReference, type Header, headerAt } from './sync/blocks.ts'

/** What is to be known of a model before it can be used, as the chain's events tell it. */
export type Beginning = {
  creation: CreationEvent | undefined
  /** Oldest first: the creation, pieces of the encoder, and classes that were added. */
  events: readonly TrainerEvent[]
  /** The last block that was looked through for them. */
  until: bigint
}

/** The events that tell it. */
export const beginningEvents = ['ModelCreated', 'EncoderPublished', 'ClassAdded'] as const

/** Milliseconds for which a block that was seen on the chain is not asked for again. */
const trusted = 5_000

const seen = new WeakMap<CotrainClient, Map<string, number>>()

/** Reads the beginning of a model, of which it is known by now when it was created. */
export type FindBeginning = (model: ModelReference & Created) => Promise<Beginning>

/**
 * Begins to look for the beginning of a model, while others find out when it was created: as it was kept, if its last
 * block is on the chain still; else it is forgotten, and to be read.
 */
export async function findBeginning(
  client: CotrainClient,
  storage: CotrainStorage | undefined,
  model: ModelAddress,
): Promise<FindBeginning> {
  const kept = storage && (await recall(client, storage, model, 'beginning'))
  const beginning = kept && beginningOf(kept.events)
  if (beginning && (await isOnChain(client, kept.blocks.at(-1)!))) return async () => beginning
  if (kept) await forget(client, storage, model, 'beginning')
  const newest = await newestOnce(client)
  return created => readBeginning(client, storage, created, newest)
}

/** The beginning that events tell of, up to the last of them; undefined without the creation. */
export function beginningOf(events: readonly TrainerEvent[]): Beginning | undefined {
  const creation = events.find(event => event.eventName === 'ModelCreated')
  if (creation?.eventName !== 'ModelCreated') return undefined
  return { creation, events, until: events.at(-1)!.blockNumber }
}

/** The beginning of a model as it is on the chain, which is kept: what the blocks around its creation tell. */
async function readBeginning(
  client: CotrainClient,
  storage: CotrainStorage | undefined,
  model: ModelReference & Created,
  newest: Header,
): Promise<Beginning> {
  const { creation, events, until, last } = await readCreation(client, model, beginningEvents, newest)
  if (creation) await keepBeginning(client, storage, model, events, last)
  return { creation, events, until }
}

/** Keeps the beginning of a model. @param last The block of the last of the events. */
export async function keepBeginning(
  client: CotrainClient,
  storage: CotrainStorage | undefined,
  model: ModelReference,
  events: readonly TrainerEvent[],
  last: BlockReference | undefined,
): Promise<void> {
  if (!storage || !last) return
  note(client, last)
  const chainId = await chainIdOf(client)
  await keep(storage, 'beginning', { chainId, model: referenceOf(model), events, blocks: [last], time: 0n })
}

/** Whether a block is on the chain; what was seen there a moment ago is not asked for again. */
export async function isOnChain(client: CotrainClient, block: BlockReference): Promise<boolean> {
  if ((seen.get(client)?.get(block.hash) ?? 0) > Date.now()) return true
  const there = await headerAt(client, block.number).catch(() => undefined)
  if (there?.hash !== block.hash) return false
  note(client, block)
  return true
}

function note(client: CotrainClient, { hash }: BlockReference): void {
  const blocks = seen.get(client) ?? new Map<string, number>()
  seen.set(client, blocks.set(hash, Date.now() + trusted))
}
