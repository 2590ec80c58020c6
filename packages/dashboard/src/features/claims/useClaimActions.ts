import type { Claim } from '@cotrain/sdk'
import { notifications } from '@mantine/notifications'
import { formatAmount } from '../../ui/format.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useClaim } from './useClaim.ts'

export interface ClaimActions {
  send: (claims: readonly Claim[]) => void
  /** Whether this one is being sent. */
  isSending: (claim: Claim) => boolean
  sendingAll: boolean
  error: unknown
}

/** The claims that are being sent, and a word when they are paid. */
export function useClaimActions(model: DepositModel): ClaimActions {
  const { symbol } = useNetwork().chain.nativeCurrency
  const { mutate, isPending, variables = [], error } = useClaim(model)
  const send = (claims: readonly Claim[]) =>
    mutate(claims, {
      onSuccess: () =>
        notifications.show({
          color: 'green',
          title: 'Paid',
          message: `${formatAmount(totalOf(claims))} ${symbol} came to your account.`,
        }),
    })
  return {
    send,
    isSending: claim => isPending && variables.some(({ index }) => index === claim.index),
    sendingAll: isPending && variables.length > 1,
    error,
  }
}

/** What claims pay together, in wei. */
export const totalOf = (claims: readonly Claim[]) => claims.reduce((sum, { amount }) => sum + amount, 0n)
