import { getBlock } from 'viem/actions'
import type { SyncedModel } from '../syncModel.ts'
import type { CotrainClient } from './client.ts'

/** The time (seconds) that a transaction sent now will see, as far as the node tells. */
export async function pendingTime(
  client: CotrainClient,
  { time }: Pick<SyncedModel, 'time'>,
): Promise<bigint> {
  const pending = await getBlock(client, { blockTag: 'pending', includeTransactions: false }).catch(
    () => undefined,
  )
  return pending && pending.timestamp > time ? pending.timestamp : time
}
