import type { CotrainStorage } from '../storage/CotrainStorage.ts'
import { beginningEvents, keepBeginning } from './internal/beginning.ts'
import type { CotrainClient } from './internal/client.ts'
import type { CheckedSnapshot } from './internal/snapshot/syncSnapshot.ts'
import { headerAt } from './internal/sync/blocks.ts'
import { keepHistory } from './internal/sync/keptHistory.ts'

export type KeepSnapshotParameters = {
  /** What `checkSnapshot` gave. */
  checked: CheckedSnapshot
  storage: CotrainStorage
}

const names: readonly string[] = beginningEvents

/**
 * Keeps a model that was proved, with its words and its encoder, so that actions with this storage go on from it and need
 * no events of before. Where nothing vouches for the words (`words` is undefined), take a storage that is not for long.
 *
 * @example
 * await keepSnapshot(client, { checked: await checkSnapshot(client, { snapshot }), storage })
 */
export async function keepSnapshot(
  client: CotrainClient,
  { checked: { synced }, storage }: KeepSnapshotParameters,
): Promise<void> {
  const events = synced.events.filter(({ eventName }) => names.includes(eventName))
  const last = await headerAt(client, events.at(-1)!.blockNumber)
  await keepBeginning(client, storage, synced.model, events, { number: last.number, hash: last.hash })
  await keepHistory(client, storage, synced)
}
