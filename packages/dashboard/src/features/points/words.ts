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
  verifiable: { label: 'Can be verified', color: 'green' },
  disputed: { label: 'Disputed', color: 'red' },
  reportable: { label: 'Can be reported', color: 'red' },
  reported: { label: 'Reported', color: 'orange' },
  confirmable: { label: 'Can be confirmed', color: 'green' },
  dismissable: { label: 'Can be dismissed', color: 'gray' },
  verified: { label: 'Verified', color: 'petrol' },
  capped: { label: 'Tomorrow', color: 'yellow' },
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
  const { status, agrees, surprising, availableAt, earned, report } = claim
  const wait = availableAt === undefined ? '' : formatDuration(Number(availableAt) - now)
  const worth = surprising ? 'It was new to the model' : 'The model knew it, so that it brings no points'
  switch (status) {
    case 'waiting':
      return agrees
        ? `The model agrees with you so far. ${worth}. It can be verified in ${wait}.`
        : `The model disagrees so far. ${worth}.`
    case 'verifiable':
      return `The model agrees with you. ${worth}.`
    case 'capped':
      return `You have earned all that you can today. Verify it in ${wait}: nothing is lost.`
    case 'verified':
      return earned > 0n
        ? `The model came to agree with you: ${formatPoints(earned)}.`
        : 'The model agreed with you, as it had from the start: no points.'
    case 'reported':
    case 'confirmable':
    case 'dismissable':
      return agrees
        ? 'Somebody reported it, but the model agrees with you by now.'
        : 'Somebody reported it. It can be verified all the same as soon as the model agrees with you.'
    default:
      return report?.confirmed
        ? 'A report of it was confirmed. It can still be verified as soon as the model agrees with you.'
        : 'The model disagrees with you: others can report it. It can be verified as soon as the model agrees.'
  }
}

/** Somebody else's contribution in a sentence for one who can do something about it. */
export function explainOthers({ status, availableAt, agrees, points }: PointsClaim, now: number): string {
  const wait = availableAt === undefined ? '' : formatDuration(Number(availableAt) - now)
  const worth = points > 0n ? `, for ${formatPoints(points)}` : ''
  switch (status) {
    case 'reportable':
      return `The model disagrees with it. If it still does when your report has waited, you gain${worth}.`
    case 'reported':
      return `Your report waits. If the model still disagrees in ${wait}, it counts${worth}.`
    case 'confirmable':
      return `The model still disagrees: your report was right${worth}.`
    case 'dismissable':
      return 'The model agrees with it by now: your report comes to nothing.'
    case 'capped':
      return `You have earned all that you can today. Come back in ${wait}: nothing is lost.`
    case 'verified':
      return 'It was verified.'
    default:
      return agrees ? 'The model agrees with it.' : 'The model disagrees with it.'
  }
}
