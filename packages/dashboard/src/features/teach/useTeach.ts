import { contributeSync, type ModelReference } from '@cotrain/sdk'
import { useMutation } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'
import type { AnySample } from '../model/classScores.ts'
import { useCatchUp } from '../model/useCatchUp.ts'

export interface Lesson {
  model: ModelReference
  label: number
  sample: AnySample
  /** The most that may be staked, in wei; all of it is sent, the rest comes back at once. */
  maxDeposit: bigint
}

/** Sends a contribution and waits until it is in a block. */
export function useTeach() {
  const sender = useSender()
  const catchUp = useCatchUp()
  return useMutation({
    mutationFn: async (lesson: Lesson) => contributeSync(await sender(), lesson),
    onSettled: catchUp,
  })
}
