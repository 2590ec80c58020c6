import {
  claimBadgeSync,
  confirmReportSync,
  eventsIn,
  type ListBadgesReturnType,
  listPoints,
  planClaimPoints,
  reportContributionSync,
  verifySync,
} from '@cotrain/sdk'
import { notifications } from '@mantine/notifications'
import type { PointsModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import type { Claimable } from '../transactions/batches/runBatches.ts'
import { type Batches, useBatches } from '../transactions/batches/useBatches.ts'
import { formatPoints, type PointsClaim } from './words.ts'

export interface PointsActions {
  send: (claim: PointsClaim) => void
  /** Whether this one is being sent. */
  isSending: (claim: PointsClaim) => boolean
  /** Verifies and confirms all that can be now. */
  all: Batches
  claimable: Claimable<'points', PointsClaim>
  error: unknown
}

const tell = (title: string, message: string) => notifications.show({ color: 'green', title, message })

/** Sends what can be done for points, and says what came of it. */
export function usePointsActions({ reference: model, synced }: PointsModel): PointsActions {
  const one = useSend(
    async (client, { action, index, contribution }: PointsClaim) => {
      const call = { model, index, contribution, synced }
      if (action === 'verify') {
        const { points } = await verifySync(client, call)
        return tell(
          'Verified',
          points > 0n ? `It brought ${formatPoints(points)}.` : 'The model knew it: no points.',
        )
      }
      if (action === 'report') {
        await reportContributionSync(client, call)
        return tell(
          'Reported',
          'Come back when the report has waited: if the model still disagrees, it counts.',
        )
      }
      const { outcome, points } = await confirmReportSync(client, call)
      if (outcome === 'dismissed') return tell('Dismissed', 'The model agrees with the contribution by now.')
      tell('Confirmed', `The report brought ${formatPoints(points)}.`)
    },
    ({ action, index }) => ({
      title: `${titles[action!]} ${index}`,
      model,
      once: `claim:${model.trainer}:${model.modelId}:${index}`,
    }),
  )
  const claimable: Claimable<'points', PointsClaim> = {
    model,
    keyOf: ({ index }) => index,
    async plan(client, synced, keys) {
      const all = await listPoints(client, { model, synced })
      return planClaimPoints(client, {
        model,
        synced,
        claims: all.filter(({ index }) => keys.includes(index)),
      })
    },
    tell(mined) {
      const events = [...eventsIn(mined, model, 'Verified'), ...eventsIn(mined, model, 'ReportConfirmed')]
      tell('Collected', `That brought ${formatPoints(events.reduce((sum, { points }) => sum + points, 0n))}.`)
    },
  }
  const all = useBatches({ title: 'Collect points', ...claimable })
  return {
    send: one.mutate,
    isSending: ({ index }) => one.isPending && one.variables?.index === index,
    all,
    claimable,
    error: one.error,
  }
}

const titles = {
  verify: 'Verify contribution',
  report: 'Report contribution',
  confirm: 'Confirm the report of contribution',
} as const

export type BadgeState = ListBadgesReturnType[number]

/** Mints badges that the account has earned. */
export function useClaimBadge() {
  return useSend(
    async (client, { badge, model, month, title }: BadgeState) => {
      await claimBadgeSync(client, { model, badge, month })
      tell('Yours', `The badge “${title}” is yours for ever.`)
    },
    ({ title }) => ({ title: `Claim the badge “${title}”` }),
  )
}
