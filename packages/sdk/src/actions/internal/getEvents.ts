import {
  type Abi,
  encodeEventTopics,
  formatLog,
  type Hash,
  type Hex,
  type LogTopic,
  parseEventLogs,
  type RpcLog,
  toHex,
} from 'viem'
import { abiOf } from '../../kinds/abiOf.ts'
import type { MechanismName, Trainer } from '../../kinds/abis.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { mapInTurns } from './inTurns.ts'
import { getLogs, getLogsOfBlock } from './logs/getLogs.ts'
import type { BlockReference } from './sync/blocks.ts'
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

/** Which of the events of a trainer. */
export type WhichEvents = {
  trainer: Trainer
  /** Events of this model only. */
  modelId?: bigint | undefined
  /** The second indexed value, any of these: a contribution's index, or the position of a change. */
  index?: bigint | readonly bigint[] | undefined
  /** The third indexed value: the index of the contribution that has changed. */
  changed?: bigint | undefined
  /** Those that the trainer has; others are passed over. @default all */
  eventNames?: readonly TrainerEventName[] | undefined
}

export type GetEventsParameters = WhichEvents & {
  fromBlock: bigint
  toBlock: bigint
  /** Whether answers that are as full as any may be cut without a word: then they are read again in parts. */
  distrust?: boolean | undefined
}

/**
 * The trainer's events in a range of blocks, oldest first.
 *
 * @throws LogsTooLargeError, and what the client throws
 */
export async function getEvents(
  client: CotrainClient,
  parameters: GetEventsParameters,
): Promise<TrainerEvent[]> {
  return (await getEventsAndBlock(client, parameters)).events
}

/** Events, and the block of the last of them. */
export type EventsAndBlock = { events: TrainerEvent[]; last: BlockReference | undefined }

/** As {@link getEvents}; tells the block of the last event, too. */
export async function getEventsAndBlock(
  client: CotrainClient,
  parameters: GetEventsParameters,
): Promise<EventsAndBlock> {
  const { trainer, fromBlock, toBlock, distrust } = parameters
  const filter = { address: trainer.trainer, topics: topicsOf(parameters) }
  const logs = await getLogs(client, filter, { from: fromBlock, to: toBlock }, distrust)
  const end = logs.at(-1)
  const last =
    end?.blockHash && end.blockNumber ? { number: BigInt(end.blockNumber), hash: end.blockHash } : undefined
  return { events: await decodeEvents(trainer, logs), last }
}

/** The events of one block, which whoever answers must have; else it fails. */
export async function getEventsOf(
  client: CotrainClient,
  which: WhichEvents,
  block: { number: bigint; hash: Hash },
): Promise<TrainerEvent[]> {
  const { trainer } = which
  const filter = { address: trainer.trainer, topics: topicsOf(which) }
  return decodeEvents(trainer, await getLogsOfBlock(client, filter, block))
}

export function topicsOf({ trainer, eventNames, modelId, index, changed }: WhichEvents): LogTopic[] {
  const abi = abiOf({ mechanism: trainer.mechanism })
  const known = eventNames?.filter(name =>
    (abi as Abi).some(item => item.type === 'event' && item.name === name),
  )
  const signatures = known?.flatMap(eventName => encodeEventTopics({ abi: abi as Abi, eventName }) as Hex[])
  return [signatures ?? null, topicOf(modelId), topicOf(index), topicOf(changed)]
}

function topicOf(value: bigint | readonly bigint[] | undefined): LogTopic {
  if (value === undefined) return null
  return typeof value === 'bigint' ? word(value) : value.map(word)
}

function word(value: bigint): Hex {
  return toHex(value, { size: 32 })
}

/** Logs that are decoded at once: what viem makes of them on the way takes several times their room. */
const logsAtOnce = 256

export async function decodeEvents(
  trainer: { mechanism: MechanismName },
  logs: readonly RpcLog[],
): Promise<TrainerEvent[]> {
  const parts = Math.ceil(logs.length / logsAtOnce)
  const starts = Array.from({ length: parts }, (_, part) => part * logsAtOnce)
  const decoded = await mapInTurns(starts, start =>
    decodeSome(trainer, logs.slice(start, start + logsAtOnce)),
  )
  return decoded.flat()
}

function decodeSome({ mechanism }: { mechanism: MechanismName }, logs: readonly RpcLog[]): TrainerEvent[] {
  const parsed = parseEventLogs({ abi: abiOf({ mechanism }) as Abi, logs: logs.map(log => formatLog(log)) })
  return parsed.map(log => {
    const { eventName, args, blockNumber, logIndex, transactionHash, blockTimestamp } = log as typeof log & {
      blockTimestamp?: bigint | Hex | null
    }
    const time = blockTimestamp === undefined || blockTimestamp === null ? undefined : BigInt(blockTimestamp)
    return { eventName, args, blockNumber, logIndex, transactionHash, time } as unknown as TrainerEvent
  })
}
