import { type Claim, claimAllSync, type ModelReference, refundSync, takeSync } from '@cotrain/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'

/** Sends one claim, or several in one transaction, and waits until it is in a block. */
export function useClaim(model: ModelReference) {
  const sender = useSender()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (claims: readonly Claim[]) => {
      const client = await sender()
      const [first] = claims
      if (claims.length > 1 || !first) return claimAllSync(client, { model, claims: [...claims] })
      const send = first.action === 'refund' ? refundSync : takeSync
      return send(client, { model, index: first.index, contribution: first.contribution })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['head'] }),
  })
}
