import { challengeSync, settleContributionSync } from '@cotrain/sdk'
import { notifications } from '@mantine/notifications'
import type { BondedModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import type { Challengeable } from './words.ts'

export interface ChallengeActions {
  challenge: (contribution: Challengeable, label: number) => void
  settle: (contribution: Challengeable) => void
  /** Whether something is being sent about this one. */
  isSending: (contribution: Challengeable) => boolean
  error: unknown
}

/** Sends challenges and settlements, and says what came of them. */
export function useChallengeActions({ reference: model, classNames, synced }: BondedModel): ChallengeActions {
  const send = useSend(async (client, { on, label }: { on: Challengeable; label?: number }) => {
    const { index, contribution, bond } = on
    if (label !== undefined) {
      await challengeSync(client, { model, index, label, contribution, synced, maxBond: bond })
      const message = `You say that it is ${classNames[label]}. If nobody answers in time, that is final.`
      return notifications.show({ color: 'green', title: 'Challenged', message })
    }
    const settled = await settleContributionSync(client, { model, index, contribution, synced })
    const message = `It is ${classNames[settled.label]}. All who said so are paid.`
    notifications.show({ color: 'green', title: 'Settled', message })
  })
  return {
    challenge: (on, label) => send.mutate({ on, label }),
    settle: on => send.mutate({ on }),
    isSending: ({ index }) => send.isPending && send.variables.on.index === index,
    error: send.error,
  }
}
