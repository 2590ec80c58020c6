import { useMutation, useQueryClient } from '@tanstack/react-query'
import { increaseTime, mine } from 'viem/actions'
import { useNetwork } from '../network/NetworkContext.tsx'
import { testClientOf } from '../network/testClient.ts'

/** Moves a local chain's clock forward by so many seconds and makes a block. */
export function useSkipTime() {
  const network = useNetwork()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (seconds: number) => {
      const client = testClientOf(network)
      await increaseTime(client, { seconds })
      await mine(client, { blocks: 1 })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['head'] }),
  })
}
