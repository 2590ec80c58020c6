import { type Address, formatLog, type Hex, numberToHex, parseEventLogs, type RpcLog, toHex } from 'viem'
import { NodeUnreachableError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
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
  const { trainer, modelId, index, toBlock } = parameters
  const topics = [
    null,
    ...[modelId, index].map(value => (value === undefined ? null : toHex(value, { size: 32 }))),
  ]
  const events: TrainerEvent[] = []
  let start = parameters.fromBlock
  let span = toBlock - start + 1n
  while (start <= toBlock) {
    const end = start + span - 1n < toBlock ? start + span - 1n : toBlock
    try {
      const logs = await client.request({
        method: 'eth_getLogs',
        params: [
          { address: trainer.trainer, topics, fromBlock: numberToHex(start), toBlock: numberToHex(end) },
        ],
      })
      for (const event of decode(trainer.kind, logs)) events.push(event)
      start = end + 1n
      span *= 2n
    } catch (error) {
      const failure = toCotrainError(error)
      if (span <= 1n || failure instanceof NodeUnreachableError) throw failure
      span = (end - start + 2n) / 2n
      if (end === start) throw failure
    }
  }
  return events
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
