import type { LogTopic, RpcLog } from 'viem'
import type { Trainer } from '../../kinds/abis.ts'
import type { ModelAddress } from '../../kinds/modelId.ts'
import { type Beginning, beginningEvents, beginningOf } from './beginning.ts'
import type { CotrainClient } from './client.ts'
import { decodeEvents, topicsOf } from './getEvents.ts'
import { rangesOf } from './logs/LogRanges.ts'
import { refusalOf } from './logs/refusal.ts'
import { type BlockReference, newestHeader } from './sync/blocks.ts'

/** Beginnings, each with the block of its last event, by trainer and number; missing models may be there all the same. */
export type Beginnings = ReadonlyMap<string, { beginning: Beginning; last: BlockReference }>

/** Vocabularies are long: they are read where somebody needs them. */
const told = beginningEvents.filter(name => name !== 'EncoderPublished')

/** Milliseconds for which one query over the whole chain may keep others waiting. */
const patience = 2_500

/**
 * How all models of some trainers came to be, in one query over the whole chain: of nodes that answer that. The others
 * tell nothing here.
 */
export async function allBeginnings(
  client: CotrainClient,
  trainers: readonly Trainer[],
): Promise<Beginnings> {
  if (rangesOf(client).span < Number.POSITIVE_INFINITY) return new Map()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<readonly RpcLog[]>(resolve => {
    timer = setTimeout(() => resolve([]), patience)
  })
  const logs = await Promise.race([query(client, trainers), late]).finally(() => clearTimeout(timer))
  return beginningsOf(trainers, logs)
}

export function beginningIn(
  beginnings: Beginnings,
  { trainer, modelId }: ModelAddress,
): { beginning: Beginning; last: BlockReference } | undefined {
  return beginnings.get(keyOf(trainer, modelId))
}

async function query(client: CotrainClient, trainers: readonly Trainer[]): Promise<readonly RpcLog[]> {
  const address = trainers.map(({ trainer }) => trainer)
  // these events are the same under all mechanisms
  const topics: LogTopic[] = topicsOf({ trainer: trainers[0]!, eventNames: told })
  const range = { fromBlock: '0x0', toBlock: 'latest' } as const
  const request = { method: 'eth_getLogs', params: [{ address, topics, ...range }] } as const
  try {
    return (await client.request(request as never, { retryCount: 0 })) as readonly RpcLog[]
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) rangesOf(client).refused(Number((await newestHeader(client)).number) + 1, refusal)
    return []
  }
}

async function beginningsOf(trainers: readonly Trainer[], logs: readonly RpcLog[]): Promise<Beginnings> {
  const logsOf = new Map<string, RpcLog[]>()
  for (const log of logs) {
    const [, modelId] = log.topics
    if (modelId === undefined) continue
    const key = keyOf(log.address, BigInt(modelId))
    logsOf.set(key, [...(logsOf.get(key) ?? []), log])
  }
  const found: [string, { beginning: Beginning; last: BlockReference }][] = []
  for (const trainer of trainers) {
    for (const [key, own] of logsOf) {
      if (!key.startsWith(trainer.trainer.toLowerCase())) continue
      const beginning = beginningOf(await decodeEvents(trainer, own))
      const { blockNumber, blockHash } = own.at(-1)!
      if (!beginning || !blockNumber || !blockHash) continue
      found.push([key, { beginning, last: { number: BigInt(blockNumber), hash: blockHash } }])
    }
  }
  return new Map(found)
}

function keyOf(trainer: string, modelId: bigint): string {
  return `${trainer.toLowerCase()} ${modelId}`
}
