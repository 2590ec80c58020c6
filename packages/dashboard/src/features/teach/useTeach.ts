import { contributeSync, type ModelReference, type Sample } from '@cotrain/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'

export interface Lesson {
  model: ModelReference
  label: number
  sample: Sample
  /** The most that may be staked, in wei; all of it is sent, the rest comes back at once. */
  maxDeposit: bigint
}

/** Sends a contribution and waits until it is in a block. */
export function useTeach() {
  const sender = useSender()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (lesson: Lesson) => contributeSync(await sender(), lesson),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['head'] }),
  })
}
