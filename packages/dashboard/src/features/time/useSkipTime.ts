import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createTestClient, http } from 'viem'
import { increaseTime, mine } from 'viem/actions'
import { useNetwork } from '../network/NetworkContext.tsx'

/** Moves a local chain's clock forward by so many seconds and makes a block. */
export function useSkipTime() {
  const { chain, rpcUrl } = useNetwork()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (seconds: number) => {
      const client = createTestClient({ mode: 'anvil', chain, transport: http(rpcUrl) })
      await increaseTime(client, { seconds })
      await mine(client, { blocks: 1 })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['head'] }),
  })
}
