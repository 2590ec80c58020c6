import { last } from '../../twin/types/Challenge.ts'
import type { ContributionRecord } from '../internal/history.ts'
import type { SyncedModel } from '../syncModel.ts'
import type { Rulings } from './rulings.ts'

/**
 * - `open`: anybody may challenge the last label.
 * - `final`: the last label is final; anybody may settle.
 * - `contested`: it was challenged as often as it may be, and it is time to call the arbiter, where there is one.
 * - `disputed`: the arbiter was called.
 * - `decided`: the arbiter has ruled; anybody may settle.
 * - `undecided`: nobody called the arbiter, or it did not rule in time; settling drops the contribution.
 * - `settled`: all are paid, and the model has learned it.
 * - `dropped`: all are paid what they get back, and the model has not learned it.
 */
export type ChallengeStatus =
  | 'open'
  | 'final'
  | 'contested'
  | 'disputed'
  | 'decided'
  | 'undecided'
  | 'settled'
  | 'dropped'

/** Where a contribution stands at `time` (seconds). */
export function statusOf(
  { twin, model }: Pick<SyncedModel<'bonded'>, 'model' | 'twin'>,
  rulings: Rulings,
  contribution: ContributionRecord,
  time: bigint,
): ChallengeStatus {
  const { index, status, challenges = [] } = contribution
  if (status === 'dropped') return 'dropped'
  if (status !== 'open' && status !== 'disputed') return 'settled'
  const { maxChallenges, challengeTime } = twin.incentive(model.modelId).options
  const isOver = time >= finalAtOf(challengeTime, contribution)
  if (status === 'disputed') {
    if (rulings.has(index)) return 'decided'
    return isOver ? 'undecided' : 'disputed'
  }
  if (challenges.length >= maxChallenges) return isOver ? 'undecided' : 'contested'
  return isOver ? 'final' : 'open'
}

/** Whether anybody may settle what stands like that. */
export function canSettle(status: ChallengeStatus): boolean {
  return status === 'final' || status === 'decided' || status === 'undecided'
}

/** Until when something can be said against the last assertion; of what is disputed, until when the arbiter may rule. */
export function finalAtOf(challengeTime: number, contribution: ContributionRecord): bigint {
  const { dispute, challenges = [] } = contribution
  return dispute?.until ?? BigInt(last(contribution, challenges).time + challengeTime)
}
