import type { CotrainError } from '../errors/base.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainStorage } from '../storage/CotrainStorage.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEvent } from './internal/getEvents.ts'
import { type SyncedModel, syncModel } from './syncModel.ts'

export type ModelUpdate = {
  synced: SyncedModel
  /** What is new: at first the whole history, later often nothing but a new block. */
  events: readonly TrainerEvent[]
  /** The chain was reorganised, or events had been missed: `events` are the whole history again, and the twin is a new one. */
  restarted: boolean
}

export type WatchModelParameters = {
  model: ModelReference
  /** Called when the model is synced, and then for each new block. */
  onUpdate: (update: ModelUpdate) => void
  /** Called after each look at the chain that succeeded, also when nothing is new. */
  onLook?: ((synced: SyncedModel) => void) | undefined
  /** Called when the node cannot be read; watching goes on. */
  onError?: ((error: CotrainError) => void) | undefined
  /** Where to go on from. @default the model's creation */
  previous?: SyncedModel | undefined
  /** Where the history is kept, and gone on from the next time. @default the client's, or nowhere */
  storage?: CotrainStorage | undefined
  /** Milliseconds between looks at the chain. @default the client's */
  pollingInterval?: number | undefined
}
/** Stops watching. */
export type WatchModelReturnType = () => void

/**
 * Keeps a twin of a model in step with the chain, by polling. It survives failures of the node: what was missed is read
 * once the node answers again. At each look the twin is compared with the contract, and members of the node that are a few
 * blocks behind hide nothing, as `syncModel` says; on a local chain an update comes with the next poll.
 *
 * @example
 * const unwatch = watchModel(client, {
 *   model,
 *   onUpdate: ({ events }) => console.log(events.map(({ eventName }) => eventName)),
 * })
 */
export function watchModel(client: CotrainClient, parameters: WatchModelParameters): WatchModelReturnType {
  const { model, onUpdate, onLook, onError, storage, pollingInterval = client.pollingInterval } = parameters
  let synced = parameters.previous
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  async function look() {
    try {
      const next = await syncModel(client, { model, previous: synced, storage })
      if (stopped) return
      const update = updateOf(synced, next)
      synced = next
      if (update) onUpdate(update)
      onLook?.(next)
    } catch (error) {
      if (!stopped) onError?.(toCotrainError(error))
    } finally {
      if (!stopped) timer = setTimeout(look, pollingInterval)
    }
  }

  void look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

function updateOf(last: SyncedModel | undefined, synced: SyncedModel): ModelUpdate | undefined {
  if (!last) return { synced, events: synced.events, restarted: false }
  if (last.twin !== synced.twin) return { synced, events: synced.events, restarted: true }
  if (last.blockHash === synced.blockHash) return undefined
  return { synced, events: synced.events.slice(last.events.length), restarted: false }
}
