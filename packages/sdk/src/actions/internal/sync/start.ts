import { UnknownModelError } from '../../../errors/models.ts'
import { TrainerNotDeployedError } from '../../../errors/network.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import type { Twin } from '../../../twin/index.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { CotrainClient } from '../client.ts'
import { getCreation } from '../getCreation.ts'
import type { TrainerEvent } from '../getEvents.ts'
import { addHistory, type ContributionRecord } from '../history.ts'
import { readTrainer } from '../readTrainer.ts'
import { blockSince } from './blockSince.ts'
import { type BlockReference, type Header, headerAt, newestHeader, patiently } from './blocks.ts'

/** A part of a model's history, from its creation on, to go on from. */
export type Start = {
  /** The twin that has lived through it; without one, a new twin does. */
  twin: Twin | undefined
  events: readonly TrainerEvent[]
  contributions: readonly ContributionRecord[]
  blockNumber: bigint
  /** The newest blocks that are known, oldest first. */
  blocks: readonly BlockReference[]
}

/**
 * The beginning of a history: some block before the creation, and the last one of them if it is to be `exact`. A member
 * that does not have the model yet is asked again.
 *
 * @throws UnknownModelError
 */
export async function fromCreation(
  client: CotrainClient,
  model: ModelReference,
  exact: boolean,
): Promise<Start> {
  const call = { model, functionName: 'model', args: [model.modelId] } as const
  const { createdAt } = await patiently(
    () => readTrainer(client, call),
    error => error instanceof UnknownModelError || error instanceof TrainerNotDeployedError,
  )
  const creation = exact ? await getCreation(client, { ...model, createdAt }) : undefined
  const createdBlock = creation?.blockNumber ?? (await blockSince(client, createdAt))
  return { twin: undefined, events: [], contributions: [], blockNumber: createdBlock - 1n, blocks: [] }
}

/** A history without what came after a block. */
export function upTo(previous: SyncedModel, blockNumber: bigint): Start {
  const events = previous.events.filter(event => event.blockNumber <= blockNumber)
  const blocks = previous.blocks.filter(({ number }) => number <= blockNumber)
  return { twin: undefined, events, contributions: addHistory([], events), blockNumber, blocks }
}

/** Up to which block a history is that of the chain; `whole` where nothing speaks against the rest of it. */
type Common = { blockNumber: bigint; whole: boolean }

/**
 * Up to which block a history is that of the chain that ends with `target`, looked for in growing steps; undefined when
 * none of the blocks that it has kept is. Where the chain ends before the history does, the member that answered may
 * only be behind.
 */
export async function lastInCommon(
  client: CotrainClient,
  { blocks }: SyncedModel,
  target: Header,
): Promise<Common | undefined> {
  const reached = blocks.filter(({ number }) => number <= target.number)
  if (reached.length === 0) {
    const last = blocks.at(-1)
    const whole = last && (await headerAt(client, last.number).catch(() => undefined))?.hash === last.hash
    return whole ? { blockNumber: target.number, whole } : undefined
  }
  for (let back = 1; back <= reached.length; back *= 2) {
    const { number: blockNumber, hash } = reached[reached.length - back]!
    if ((await hashAt(client, blockNumber, target)) === hash) return { blockNumber, whole: back === 1 }
  }
  return undefined
}

async function hashAt(client: CotrainClient, number: bigint, target: Header) {
  if (number === target.number) return target.hash
  if (number === target.number - 1n) return target.parentHash
  return (await headerAt(client, number)).hash
}

/** The newest block, asked for again where it seems to be before all that a history has seen. */
export async function newestSince(client: CotrainClient, previous: SyncedModel | undefined): Promise<Header> {
  let newest = await newestHeader(client)
  const oldest = previous?.blocks[0]
  for (let tries = 0; tries < 3 && oldest && newest.number < oldest.number; tries++) {
    const other = await newestHeader(client)
    if (other.number > newest.number) newest = other
  }
  return newest
}
