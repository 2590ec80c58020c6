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
import type { MechanismName, Trainer } from '../../kinds/abis.ts'
import type { ModelAddress } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { getLogs, getLogsOfBlock } from './logs/getLogs.ts'
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
  trainer: Trainer
  /** Events of this model only. */
  modelId?: bigint | undefined
  /** The second indexed value, any of these: a contribution's index, or the position of a change. */
  index?: bigint | readonly bigint[] | undefined
  /** The third indexed value: the index of the contribution that has changed. */
  changed?: bigint | undefined
  /** Those that the trainer has; others are passed over. @default all */
  eventNames?: readonly TrainerEventName[] | undefined
  fromBlock: bigint
  toBlock: bigint
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
  const { trainer, fromBlock, toBlock } = parameters
  const filter = { address: trainer.trainer, topics: topicsOf(parameters) }
  return decode(trainer, await getLogs(client, filter, { from: fromBlock, to: toBlock }))
}

/** The events of a model in one block, which whoever answers must have; else it fails. */
export async function getEventsOf(
  client: CotrainClient,
  model: ModelAddress,
  block: { number: bigint; hash: Hash },
): Promise<TrainerEvent[]> {
  const filter = { address: model.trainer, topics: topicsOf({ trainer: model, modelId: model.modelId }) }
  return decode(model, await getLogsOfBlock(client, filter, block))
}

type Which = Omit<GetEventsParameters, 'fromBlock' | 'toBlock'>

function topicsOf({ trainer, eventNames, modelId, index, changed }: Which): LogTopic[] {
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

function decode({ mechanism }: { mechanism: MechanismName }, logs: readonly RpcLog[]): TrainerEvent[] {
  const parsed = parseEventLogs({ abi: abiOf({ mechanism }) as Abi, logs: logs.map(log => formatLog(log)) })
  return parsed.map(log => {
    const { eventName, args, blockNumber, logIndex, transactionHash, blockTimestamp } = log as typeof log & {
      blockTimestamp?: bigint | Hex | null
    }
    const time = blockTimestamp === undefined || blockTimestamp === null ? undefined : BigInt(blockTimestamp)
    return { eventName, args, blockNumber, logIndex, transactionHash, time } as unknown as TrainerEvent
  })
}
