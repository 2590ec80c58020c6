import { getChainId } from 'viem/actions'
import type { ModelAddress } from '../../kinds/modelId.ts'
import { decodeSnapshot, type Snapshot, writeSnapshot } from '../../snapshot/snapshot.ts'
import type { CotrainStorage } from '../../storage/CotrainStorage.ts'
import type { CotrainClient } from './client.ts'

/** What is kept of a model: all of its events, or those that tell what it is and how it encodes. */
export type KeptPart = 'history' | 'beginning'

/** Where a part of a model is kept. Chains of the same number are told apart by the hashes of their blocks. */
function keyOf(chainId: number, { trainer, modelId }: ModelAddress, part: KeptPart): string {
  return `1/${chainId}/${trainer.toLowerCase()}/${modelId}/${part}`
}

const storages = new WeakMap<CotrainClient, CotrainStorage>()

/** Has all actions of a client use a storage. */
export function useStorage(client: CotrainClient, storage: CotrainStorage): void {
  storages.set(client, storage)
}

/** The storage that is meant: that of the call, or the client's. */
export function storageOf(
  client: CotrainClient,
  storage: CotrainStorage | undefined,
): CotrainStorage | undefined {
  return storage ?? storages.get(client)
}

const chains = new WeakMap<CotrainClient, Promise<number>>()

/** The chain that a client is of; one that has none is asked for its node's once. */
export function chainIdOf(client: CotrainClient): Promise<number> {
  if (client.chain) return Promise.resolve(client.chain.id)
  const asked = chains.get(client) ?? getChainId(client)
  chains.set(client, asked)
  asked.catch(() => chains.delete(client))
  return asked
}

/** What was kept of a part of a model; what is damaged, or of something else, is dropped. */
export async function recall(
  client: CotrainClient,
  storage: CotrainStorage,
  model: ModelAddress,
  part: KeptPart,
): Promise<Snapshot | undefined> {
  const chainId = await chainIdOf(client)
  const key = keyOf(chainId, model, part)
  const bytes = await storage.get(key)
  if (!bytes) return undefined
  try {
    const found = decodeSnapshot(bytes)
    if (found.chainId === chainId && isOf(found, model)) return found
  } catch {
    // damaged, or of another version
  }
  await storage.delete(key)
  return undefined
}

function isOf({ model }: Snapshot, { mechanism, trainer, modelId }: ModelAddress): boolean {
  const same = model.trainer.toLowerCase() === trainer.toLowerCase()
  return same && model.modelId === modelId && model.mechanism === mechanism
}

/** Keeps a part of a model. */
export async function keep(storage: CotrainStorage, part: KeptPart, snapshot: Snapshot): Promise<void> {
  await storage.set(keyOf(snapshot.chainId, snapshot.model, part), writeSnapshot(snapshot))
}

/** Forgets a part of a model that turned out to be of another chain. */
export async function forget(
  client: CotrainClient,
  storage: CotrainStorage,
  model: ModelAddress,
  part: KeptPart,
): Promise<void> {
  await storage.delete(keyOf(await chainIdOf(client), model, part))
}
