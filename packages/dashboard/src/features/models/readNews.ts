import {
  CotrainError,
  formatModelId,
  getModel,
  type MechanismName,
  type Model,
  type ModelAddress,
  mechanisms,
  trainerOf,
} from '@cotrain/sdk'
import type { Client, Log } from 'viem'
import { getLogs } from 'viem/actions'
import { storage } from '../network/storage.ts'

/** The models of a chain as of a block. */
export interface Known {
  models: readonly Model[]
  blockNumber: bigint
  /** What trainers have told in the last blocks, by log: these blocks may still be replaced. */
  recent: ReadonlyMap<string, News>
}

/** A log of a trainer: the model that it is about, and its block. */
interface News {
  model: ModelAddress
  blockNumber: bigint
}

/** Blocks that are looked through again, because they may have been replaced. */
const again = 8n
/** Of more models than this that something happened to, all are read again. */
const many = 24

/** Rulings name their arbiter where other events name their model. */
const maxModelId = 2n ** 64n - 1n

const trainers = (Object.keys(mechanisms) as MechanismName[]).map(trainerOf)

/**
 * The models after new blocks: those that something happened to are read anew, in blocks that came and in blocks that
 * are gone. The list itself is the same when nothing happened. Undefined when it was too much.
 */
export async function readNews(client: Client, known: Known, head: bigint): Promise<Known | undefined> {
  const from = known.blockNumber >= again ? known.blockNumber - again + 1n : 0n
  const logs = await getLogs(client, {
    address: trainers.map(({ trainer }) => trainer),
    fromBlock: from,
    toBlock: head,
  })
  const recent = new Map(logs.flatMap(log => newsIn(log)))
  const touched = touchedBetween(known.recent, recent, from)
  if (touched.length > many) return undefined
  const models = touched.length === 0 ? known.models : await readAnew(client, known.models, touched)
  return { models, blockNumber: head, recent }
}

function newsIn(log: Log): [string, News][] {
  const trainer = trainers.find(each => each.trainer.toLowerCase() === log.address.toLowerCase())
  const modelId = log.topics[1]
  if (!trainer || !modelId || BigInt(modelId) > maxModelId || log.blockNumber === null) return []
  const model = { ...trainer, modelId: BigInt(modelId) }
  return [[`${log.blockHash} ${log.logIndex}`, { model, blockNumber: log.blockNumber }]]
}

/** The models that logs are about which came, or which are gone although their blocks were looked through again. */
export function touchedBetween(
  before: ReadonlyMap<string, News>,
  after: ReadonlyMap<string, News>,
  from: bigint,
): ModelAddress[] {
  const came = [...after].filter(([id]) => !before.has(id))
  const gone = [...before].filter(([id, { blockNumber }]) => blockNumber >= from && !after.has(id))
  const models = [...came, ...gone].map(([, { model }]) => [formatModelId(model), model] as const)
  return [...new Map(models).values()]
}

async function readAnew(
  client: Client,
  models: readonly Model[],
  touched: readonly ModelAddress[],
): Promise<readonly Model[]> {
  const read = await Promise.all(touched.map(model => readOne(client, model)))
  const byId = new Map(models.map(model => [formatModelId(model), model]))
  for (const [i, model] of read.entries()) {
    const id = formatModelId(touched[i]!)
    if (model) byId.set(id, model)
    else byId.delete(id)
  }
  return [...byId.values()]
}

/** A model; undefined when there is none by that number, as after a reorganisation. */
async function readOne(client: Client, model: ModelAddress): Promise<Model | undefined> {
  try {
    return (await getModel(client as never, { model, storage })) as Model
  } catch (error) {
    if (error instanceof CotrainError && error.name === 'UnknownModelError') return undefined
    throw error
  }
}
