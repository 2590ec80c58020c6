import { contributeSync, type ModelReference } from '@cotrain/sdk'
import type { AnySample } from '../model/classScores.ts'
import { useSend } from '../model/useSend.ts'

export interface Lesson {
  model: ModelReference
  label: number
  sample: AnySample
  /** The most that may be staked, in wei; all of it is sent, the rest comes back at once. */
  maxDeposit: bigint
}

/** Sends a contribution and waits until it is in a block. */
export const useTeach = () => useSend((client, lesson: Lesson) => contributeSync(client, lesson))
