import { type AnySample, contributeSync, type ModelReference, type SyncedModel } from '@cotrain/sdk'
import { useConnection } from 'wagmi'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { onceOf } from './useUnderWay.ts'

export interface Lesson {
  model: ModelReference
  label: number
  /** The name of the label's class. */
  className: string
  sample: AnySample
  /** The most that may be staked, in wei; what of it is not needed comes back at once. */
  maxDeposit: bigint
  /** What the model was taught so far: under bonds it takes no sample twice. */
  history: SyncedModel['contributions']
}

/** Sends a contribution and waits until it is in a block; until then the same one is not sent again. */
export function useTeach() {
  const { chain } = useNetwork()
  const { address } = useConnection()
  return useSend(
    (client, { className, ...lesson }: Lesson) => contributeSync(client, lesson),
    lesson => ({
      title: `Teach “${lesson.className}”`,
      model: lesson.model,
      ...(address && { once: onceOf(chain.id, lesson.model, address, lesson) }),
    }),
  )
}
