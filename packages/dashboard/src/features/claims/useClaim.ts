import { type Claim, claimAllSync, refundSync, takeSync } from '@cotrain/sdk'
import type { DepositModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'

/** Sends one claim, or several in one transaction, and waits until it is in a block. */
export function useClaim({ reference: model, synced }: DepositModel) {
  return useSend((client, claims: readonly Claim[]): Promise<unknown> => {
    const [first] = claims
    if (claims.length > 1 || !first) return claimAllSync(client, { model, claims: [...claims] })
    const send = first.action === 'refund' ? refundSync : takeSync
    return send(client, { model, index: first.index, contribution: first.contribution, synced })
  })
}
