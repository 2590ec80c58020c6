import { type Claim, eventsIn, listClaims, planClaimAll, refundSync, takeSync } from '@cotrain/sdk'
import { notifications } from '@mantine/notifications'
import { formatAmount } from '../../ui/format.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { Claimable } from '../transactions/batches/runBatches.ts'
import { type Batches, useBatches } from '../transactions/batches/useBatches.ts'

export interface ClaimActions {
  send: (claim: Claim) => void
  /** Whether this one is being sent. */
  isSending: (claim: Claim) => boolean
  /** All that can be claimed now. */
  all: Batches
  claimable: Claimable<'deposits', Claim>
  error: unknown
}

/** Sends one claim, or all in as few transactions as they fit into, and says when they are paid. */
export function useClaimActions(model: DepositModel): ClaimActions {
  const { symbol } = useNetwork().chain.nativeCurrency
  const { reference, synced } = model
  const tell = (wei: bigint) =>
    notifications.show({
      color: 'green',
      title: 'Paid',
      message: `${formatAmount(wei)} ${symbol} came to your account.`,
    })
  const one = useSend(
    async (client, { action, index, contribution }: Claim) => {
      const send = action === 'refund' ? refundSync : takeSync
      const { amount } = await send(client, { model: reference, index, contribution, synced })
      tell(amount)
    },
    ({ action, index }) => ({
      title: `${action === 'refund' ? 'Get back the deposit' : 'Take a share'} of contribution ${index}`,
      model: reference,
      once: `claim:${reference.trainer}:${reference.modelId}:${index}`,
    }),
  )
  const claimable: Claimable<'deposits', Claim> = {
    model: reference,
    keyOf: ({ index }) => index,
    async plan(client, synced, keys) {
      const all = await listClaims(client, { model: reference, synced })
      const claims = all.filter(({ index, action }) => action !== undefined && keys.includes(index))
      return planClaimAll(client, { model: reference, synced, claims })
    },
    tell(mined) {
      const events = [...eventsIn(mined, reference, 'Refunded'), ...eventsIn(mined, reference, 'Taken')]
      tell(events.reduce((sum, { amount }) => sum + amount, 0n))
    },
  }
  const all = useBatches({ title: 'Claim deposits', ...claimable })
  return {
    send: one.mutate,
    isSending: claim => one.isPending && one.variables?.index === claim.index,
    all,
    claimable,
    error: one.error,
  }
}

/** What claims pay together, in wei. */
export const totalOf = (claims: readonly Claim[]) => claims.reduce((sum, { amount }) => sum + amount, 0n)
