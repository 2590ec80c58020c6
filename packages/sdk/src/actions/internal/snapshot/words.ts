import { type Abi, type Hex, isAddressEqual, parseEventLogs, type RpcLog } from 'viem'
import { abiOf } from '../../../kinds/abiOf.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { CotrainClient } from '../client.ts'
import type { TrainerEvent } from '../getEvents.ts'
import { mapAbreast } from '../sync/blocks.ts'

/** What only the log has: the metadata, and the names of classes that were added. */
const spoken: readonly string[] = ['ModelCreated', 'ClassAdded']

/**
 * Whether the receipts of their transactions have the events that tell a model's words. Undefined when the node does
 * not have one of these receipts: then the words are only what the snapshot says.
 */
export async function areWordsTrue(
  client: CotrainClient,
  { model, events }: SyncedModel,
): Promise<boolean | undefined> {
  const told = events.filter(({ eventName }) => spoken.includes(eventName))
  const answers = await mapAbreast(told, async event => {
    const logs = await logsOf(client, event.transactionHash)
    if (!logs) return undefined
    const own = logs.filter(log => isAddressEqual(log.address, model.trainer))
    const parsed = parseEventLogs({
      abi: abiOf(model) as Abi,
      logs: own as never,
    }) as unknown as TrainerEvent[]
    return parsed.some(
      ({ eventName, args }) => eventName === event.eventName && spell(args) === spell(event.args),
    )
  })
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

async function logsOf(client: CotrainClient, hash: Hex): Promise<readonly RpcLog[] | undefined> {
  try {
    const receipt = await client.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    return receipt?.logs
  } catch {
    // nodes that have pruned it, or that serve no receipts
    return undefined
  }
}

function spell(args: object): string {
  const entries = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}
