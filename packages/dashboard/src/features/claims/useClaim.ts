import { type Claim, claimAllSync, type ModelReference, refundSync, takeSync } from '@cotrain/sdk'
import { useMutation } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'
import { useCatchUp } from '../model/useCatchUp.ts'

/** Sends one claim, or several in one transaction, and waits until it is in a block. */
export function useClaim(model: ModelReference) {
  const sender = useSender()
  const catchUp = useCatchUp()
  return useMutation({
    mutationFn: async (claims: readonly Claim[]) => {
      const client = await sender()
      const [first] = claims
      if (claims.length > 1 || !first) return claimAllSync(client, { model, claims: [...claims] })
      const send = first.action === 'refund' ? refundSync : takeSync
      return send(client, { model, index: first.index, contribution: first.contribution })
    },
    onSettled: catchUp,
  })
}
