import {
  type Abi,
  type Address,
  BaseError,
  encodeEventTopics,
  formatLog,
  type Hex,
  HttpRequestError,
  type LogTopic,
  numberToHex,
  parseEventLogs,
  RpcError,
  type RpcLog,
  RpcRequestError,
  TimeoutError,
  toHex,
} from 'viem'
import { type KindName, kinds } from '../../kinds/kinds.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import type { TrainerEventValues } from './waitForEvents.ts'

type EventOf<name extends TrainerEventName> = {
  eventName: name
  args: TrainerEventValues<name>
  blockNumber: bigint
  logIndex: number
  transactionHash: Hex
  /** When its block was made, in seconds since 1970, if the node says so with the log. */
  time: bigint | undefined
}

/** An event of a trainer, decoded. */
export type TrainerEvent = { [name in TrainerEventName]: EventOf<name> }[TrainerEventName]

export type GetEventsParameters = {
  trainer: { kind: KindName; trainer: Address }
  /** Events of this model only. */
  modelId?: bigint | undefined
  /** The second indexed value: a contribution's index, or the owner of a created model. */
  index?: bigint | undefined
  /** Those that trainers of the kind have; others are passed over. @default all */
  eventNames?: readonly TrainerEventName[] | undefined
  fromBlock: bigint
  toBlock: bigint
}

/**
 * The trainer's events in a range of blocks, oldest first. Nodes limit the range of a query, each in its own words, so
 * whatever a node refuses is asked again in halves.
 */
export async function getEvents(
  client: CotrainClient,
  parameters: GetEventsParameters,
): Promise<TrainerEvent[]> {
  const { trainer, toBlock } = parameters
  const topics = topicsOf(parameters)
  const events: TrainerEvent[] = []
  let start = parameters.fromBlock
  let span = toBlock - start + 1n
  let limit = span
  while (start <= toBlock) {
    const end = start + span - 1n < toBlock ? start + span - 1n : toBlock
    const logs = await getLogs(client, { address: trainer.trainer, topics, start, end })
    if (logs) {
      for (const event of decode(trainer.kind, logs)) events.push(event)
      start = end + 1n
      span = span * 2n < limit ? span * 2n : limit
    } else {
      limit = end - start
      span = (limit + 1n) / 2n
    }
  }
  return events
}

type Range = { address: Address; topics: LogTopic[]; start: bigint; end: bigint }

/** The logs in a range of blocks; undefined when the node may answer a smaller range only. */
async function getLogs(
  client: CotrainClient,
  { address, topics, start, end }: Range,
): Promise<readonly RpcLog[] | undefined> {
  const filter = { address, topics, fromBlock: numberToHex(start), toBlock: numberToHex(end) }
  const request = { method: 'eth_getLogs' as const, params: [filter] satisfies [unknown] }
  if (end > start) {
    try {
      return await client.request(request, { retryCount: 0 })
    } catch (error) {
      if (mayBeTooMuch(error)) return undefined
    }
  }
  return client.request(request)
}

function topicsOf({ trainer, eventNames, modelId, index }: GetEventsParameters): LogTopic[] {
  const { abi } = kinds[trainer.kind]
  const known = eventNames?.filter(name =>
    (abi as Abi).some(item => item.type === 'event' && item.name === name),
  )
  const signatures = known?.flatMap(eventName => encodeEventTopics({ abi: abi as Abi, eventName }) as Hex[])
  const values = [modelId, index].map(value => (value === undefined ? null : toHex(value, { size: 32 })))
  return [signatures ?? null, ...values]
}

/** Whether a node may answer a smaller query that refused this one. */
function mayBeTooMuch(error: unknown): boolean {
  const matches = (e: unknown) =>
    e instanceof RpcError ||
    e instanceof RpcRequestError ||
    e instanceof TimeoutError ||
    (e instanceof HttpRequestError && (e.status === 400 || e.status === 413))
  return error instanceof BaseError && error.walk(matches) !== null
}

function decode(kind: KindName, logs: readonly RpcLog[]): TrainerEvent[] {
  const parsed = parseEventLogs({ abi: kinds[kind].abi, logs: logs.map(log => formatLog(log)) })
  return parsed.map(log => {
    const { eventName, args, blockNumber, logIndex, transactionHash, blockTimestamp } = log as typeof log & {
      blockTimestamp?: bigint | Hex | null
    }
    const time = blockTimestamp === undefined || blockTimestamp === null ? undefined : BigInt(blockTimestamp)
    return { eventName, args, blockNumber, logIndex, transactionHash, time } as unknown as TrainerEvent
  })
}
