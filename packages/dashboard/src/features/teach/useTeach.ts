import type { AnySample } from '@cotrain/sdk'
import {
  contributeSync,
  type ModelReference,
  NodeUnreachableError,
  type SyncedModel,
  TransactionDroppedError,
  TransactionTimeoutError,
} from '@cotrain/sdk'
import { placeOf } from '../model/places.ts'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { begin, end, keyOf, leave, note } from './lessonsUnderWay.ts'

export interface Lesson {
  model: ModelReference
  label: number
  sample: AnySample
  /** The most that may be staked, in wei; what of it is not needed comes back at once. */
  maxDeposit: bigint
  /** What the model was taught so far: under bonds it takes no sample twice. */
  history: SyncedModel['contributions']
}

/** Errors after which a transaction may still be mined. */
const openEnded = [TransactionTimeoutError, TransactionDroppedError, NodeUnreachableError]

/** Sends a contribution and waits until it is in a block; until then the same one is not sent again. */
export function useTeach() {
  const { chain } = useNetwork()
  return useSend(async (client, lesson: Lesson) => {
    const account = client.account.address
    const place = placeOf(chain.id, lesson.model, account)
    const key = keyOf(place, lesson)
    begin({ key, place, account })
    let sent = false
    const onHash = (transaction: Parameters<typeof note>[1]) => {
      sent = true
      note(key, transaction)
    }
    try {
      const result = await contributeSync(client, { ...lesson, onHash })
      end(key)
      return result
    } catch (error) {
      if (sent && openEnded.some(kind => error instanceof kind)) leave(key)
      else end(key)
      throw error
    }
  })
}
