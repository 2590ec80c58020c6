import { formatModelId, type MechanismName, marketAbi, mechanisms, trainerAbi, trainerOf } from '@cotrain/sdk'
import {
  type Address,
  type Client,
  encodeEventTopics,
  type Hex,
  type LogTopic,
  numberToHex,
  pad,
  type RpcLog,
} from 'viem'

/** In which models an account has done something, as far as the chain was looked through. */
export interface Involvement {
  chainId: number
  /** In lower case. */
  account: string
  /** Their ids, as `formatModelId` writes them. */
  models: readonly string[]
  /** The blocks that were looked through, both included. */
  from: number
  to: number
}

/** Blocks that are looked through again, because they may have been replaced. */
const again = 64
/** Fewer blocks than this are not asked for at once, however often a node refuses. */
const least = 500
/** Queries at one time: of a node that gives a few blocks at once the chain is looked through in several visits. */
const most = 40

const trainers = (Object.keys(mechanisms) as MechanismName[]).map(trainerOf)
const byAddress = new Map(trainers.map(trainer => [trainer.trainer.toLowerCase(), trainer]))
const addresses = trainers.map(({ trainer }) => trainer)

/** Events that name an account second; all others that name one do so third. */
const second = [
  encodeEventTopics({ abi: trainerAbi, eventName: 'ModelCreated' })[0],
  encodeEventTopics({ abi: marketAbi, eventName: 'MarketOpened' })[0],
] as Hex[]

/**
 * Looks on through the chain for what an account has done: first through the blocks that came since, then back from
 * where it had come to, until the beginning or until that took many queries.
 *
 * @throws What the client throws when the node does not answer
 */
export async function lookOn(
  client: Client,
  {
    chainId,
    account,
    head,
    known,
  }: { chainId: number; account: Address; head: number; known: Involvement | undefined },
): Promise<Involvement> {
  const before = known && known.to <= head ? known : undefined
  const found = new Set(before?.models)
  const state = { span: head + 1, queries: 0 }
  const look = async (from: number, to: number) => {
    for (const id of await modelsIn(client, account, from, to)) found.add(id)
  }
  let from = before ? Math.max(0, before.to - again + 1) : head + 1
  for (let start = from; before && start <= head; ) {
    const end = await ask(state, start, head, 'up', look)
    start = end + 1
  }
  from = before?.from ?? head + 1
  while (from > 0 && state.queries < most) from = await ask(state, 0, from - 1, 'down', look)
  return { chainId, account: account.toLowerCase(), models: [...found], from, to: head }
}

/**
 * Looks through as many of the blocks as the node allows, from one end on.
 * @returns The last block that was looked through
 */
async function ask(
  state: { span: number; queries: number },
  low: number,
  high: number,
  direction: 'up' | 'down',
  look: (from: number, to: number) => Promise<void>,
): Promise<number> {
  for (;;) {
    const from = direction === 'up' ? low : Math.max(low, high - state.span + 1)
    const to = direction === 'up' ? Math.min(high, low + state.span - 1) : high
    state.queries++
    try {
      await look(from, to)
      return direction === 'up' ? to : from
    } catch (error) {
      const length = to - from + 1
      if (length <= least || state.queries > 2 * most) throw error
      state.span = Math.max(least, Math.floor(length / 4))
    }
  }
}

/** The models in which an account has done something in some blocks. */
async function modelsIn(client: Client, account: Address, from: number, to: number): Promise<string[]> {
  const topic = pad(account).toLowerCase() as Hex
  const filters: LogTopic[][] = [
    [null, null, null, topic],
    [second, null, topic],
  ]
  const range = { fromBlock: numberToHex(from), toBlock: numberToHex(to) }
  const logs = await Promise.all(
    filters.map(
      topics =>
        client.request({
          method: 'eth_getLogs',
          params: [{ address: addresses, topics, ...range }],
        } as never) as Promise<RpcLog[]>,
    ),
  )
  return logs.flat().flatMap(({ address, topics: [, modelId] }) => {
    const trainer = byAddress.get(address.toLowerCase())
    return trainer && modelId ? [formatModelId({ ...trainer, modelId: BigInt(modelId) })] : []
  })
}
