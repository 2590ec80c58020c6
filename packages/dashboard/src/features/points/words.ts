import type { ListPointsReturnType } from '@cotrain/sdk'
import { formatDuration } from '../../ui/format.ts'

/** A contribution, and what an account can do about it for points. */
export type PointsClaim = ListPointsReturnType[number]
export type PointsStatus = PointsClaim['status']

/** A number of points in words. */
export const formatPoints = (points: number | bigint) =>
  `${points.toLocaleString('en')} ${Number(points) === 1 ? 'point' : 'points'}`

/** What the badges say. */
export const statusWords: Record<PointsStatus, { label: string; color: string }> = {
  waiting: { label: 'Waiting', color: 'yellow' },
  verifiable: { label: 'Verifiable', color: 'green' },
  disputed: { label: 'Disputed', color: 'red' },
  reportable: { label: 'Reportable', color: 'red' },
  reported: { label: 'Reported', color: 'orange' },
  confirmable: { label: 'Confirmable', color: 'green' },
  dismissable: { label: 'Dismissable', color: 'gray' },
  verified: { label: 'Verified', color: 'petrol' },
  capped: { label: 'Tomorrow', color: 'yellow' },
  confirmed: { label: 'Confirmed', color: 'petrol' },
  locked: { label: 'Not for you', color: 'gray' },
}

/** What the buttons say. */
export const actionWords = {
  verify: 'Verify',
  report: 'Report',
  confirm: 'Confirm the report',
  dismiss: 'Dismiss the report',
} as const

/** What can be sent now, as people call it. */
export function actionOf({ action, status }: PointsClaim): keyof typeof actionWords | undefined {
  return action === 'confirm' && status === 'dismissable' ? 'dismiss' : action
}

/** The state of a contribution in a sentence for its contributor. */
export function explainOwn(claim: PointsClaim, now: number): string {
  const { status, agrees, surprising, earned } = claim
  const worth = surprising ? 'It was new to the model' : 'The model knew it, so that it brings no points'
  switch (status) {
    case 'waiting':
      return agrees
        ? `The model agrees with you so far. ${worth}. It can be verified in ${waitFor(claim, now)}.`
        : `The model disagrees so far. ${worth}.`
    case 'verifiable':
      return `The model agrees with you. ${worth}.`
    case 'capped':
      return `You have earned all that you can today. Verify it in ${waitFor(claim, now)}: nothing is lost.`
    case 'verified':
      return earned > 0
        ? `The model came to agree with you: ${formatPoints(earned)}.`
        : 'The model agreed with you, as it had from the start: no points.'
    default:
      return `The model disagrees with you${reportWords(claim)}. It can be verified as soon as the model agrees.`
  }
}

const waitFor = ({ availableAt }: PointsClaim, now: number) => formatDuration(Number(availableAt ?? 0) - now)

function reportWords({ report }: PointsClaim): string {
  if (!report) return ', and others can report it'
  return report.confirmed ? ', and a report of it was confirmed' : ', and somebody has reported it'
}

/** Somebody else's contribution in a sentence for one who can do something about it. */
export function explainOthers(claim: PointsClaim, now: number): string {
  const { status, agrees, points } = claim
  const worth = points > 0 ? `brings ${formatPoints(points)}` : 'counts'
  switch (status) {
    case 'reportable':
      return `The model disagrees with it. If it still does when your report has waited, that ${worth}.`
    case 'reported':
      return `Your report waits. If the model still disagrees in ${waitFor(claim, now)}, it ${worth}.`
    case 'confirmable':
      return `The model still disagrees: your report ${worth}.`
    case 'dismissable':
      return 'The model agrees with it by now: your report comes to nothing.'
    case 'capped':
      return `You have earned all that you can today. Come back in ${waitFor(claim, now)}: nothing is lost.`
    case 'confirmed':
      return 'Your report was right.'
    case 'verified':
      return 'It was verified.'
    default:
      return agrees ? 'The model agrees with it.' : 'The model disagrees with it.'
  }
}
