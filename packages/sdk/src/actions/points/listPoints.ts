import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type CallContext, TwinError } from '../../twin/index.ts'
import type { CotrainClient } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { mapInTurns } from '../internal/inTurns.ts'
import { type OutlookParameters, outlookOf, tried } from '../internal/outlook.ts'
import type { SyncedModel } from '../syncModel.ts'

/**
 * - `waiting`: too early to verify or report it.
 * - `verifiable`: the model agrees.
 * - `disputed`: one's own, and the model disagrees.
 * - `reportable`: somebody else's, the model disagrees, and the account can report it.
 * - `reported`: the account has reported it, and the report's time is not up.
 * - `confirmable`, `dismissable`: the account's report can be ended, with points or without.
 * - `capped`: it would bring points, but the account cannot earn more today.
 * - `locked`: nothing can be done by the account now; `blockedBy` says why.
 * - `verified`: closed. `confirmed`: the account's report of it was.
 */
export type PointsStatus =
  | 'waiting'
  | 'verifiable'
  | 'disputed'
  | 'reportable'
  | 'reported'
  | 'confirmable'
  | 'dismissable'
  | 'capped'
  | 'locked'
  | 'verified'
  | 'confirmed'

/** What an account can do about a contribution. */
export type PointsClaim = {
  /** The contribution's number in the model. */
  index: bigint
  contribution: ContributionRecord
  /** Whether the account made it. */
  own: boolean
  /** Whether the model did not know it when it was made: only then it earns points. */
  surprising: boolean
  status: PointsStatus
  /** What the account can send now to its advantage; undefined when nothing. */
  action: 'verify' | 'report' | 'confirm' | undefined
  /** Points that this brings the account, now or later. */
  points: number
  /** From when on it is possible, as far as time decides, in seconds since 1970. */
  availableAt: bigint | undefined
  /** The contract's reason why nothing can be done now. */
  blockedBy: string | undefined
  /** Whether the model gives the contribution's label to its sample now; undefined when closed. */
  agrees: boolean | undefined
  /** The report of it, if there is one. Seconds since 1970. */
  report: { reporter: Address; time: bigint; confirmed: boolean; confirmableAt: bigint } | undefined
  /** Points that it has brought the account so far. */
  earned: number
}

export type ListPointsParameters = OutlookParameters<'points'>
export type ListPointsReturnType = PointsClaim[]

/**
 * Lists what an account can do about each contribution, and for how many points. Computed by the twin's own functions,
 * so that it follows the contract's rules.
 *
 * @throws WrongMechanismError, AccountMissingError, and as `syncModel`
 *
 * @example
 * const now = (await listPoints(client, { model })).filter(({ action }) => action !== undefined)
 */
export async function listPoints(
  client: CotrainClient,
  parameters: ListPointsParameters,
): Promise<ListPointsReturnType> {
  const { synced, call } = await outlookOf(client, 'points', parameters)
  return mapInTurns(synced.contributions, contribution => claimOf(synced, contribution, call))
}

function claimOf(
  synced: SyncedModel<'points'>,
  contribution: ContributionRecord,
  call: CallContext,
): PointsClaim {
  const { twin, model } = synced
  const { index, surprising } = contribution
  const { options } = twin.incentive(model.modelId)
  const own = isAddressEqual(contribution.contributor, call.sender)
  const report = reportOf(synced, index)
  const reportsIt = report !== undefined && isAddressEqual(report.reporter, call.sender)
  const reported = reportsIt && report.confirmed ? options.reportPoints : 0
  const earned = (own ? Number(contribution.points ?? 0n) : 0) + reported
  const common = { index, contribution, own, surprising, report, earned }
  if (contribution.status !== 'open') {
    return { ...common, ...nothing, status: 'verified', agrees: undefined }
  }
  const agrees = twin.predictContribution(model.modelId, index) === contribution.label
  const found = own
    ? ownOutlook(synced, contribution, call)
    : othersOutlook(synced, contribution, call, { agrees, report, reportsIt })
  const points = own ? (surprising ? options.contributionPoints : 0) : options.reportPoints
  const pays = found.status !== 'locked' && found.status !== 'dismissable' && found.status !== 'confirmed'
  return { ...common, ...nothing, ...found, agrees, points: pays ? points : 0 }
}

const nothing = { action: undefined, points: 0, availableAt: undefined, blockedBy: undefined }

type Found = Pick<PointsClaim, 'status'> & Partial<Pick<PointsClaim, 'action' | 'availableAt' | 'blockedBy'>>

function ownOutlook(
  synced: SyncedModel<'points'>,
  { index, time }: ContributionRecord,
  call: CallContext,
): Found {
  const failure = attempt(synced, 'verify', index, call)
  if (!failure) return { status: 'verifiable', action: 'verify', availableAt: call.time }
  const { errorName: blockedBy } = failure
  const { verifyTime } = synced.twin.incentive(synced.model.modelId).options
  const opensAt = BigInt(time + verifyTime)
  if (blockedBy === 'TooEarly') return { status: 'waiting', availableAt: opensAt, blockedBy }
  if (blockedBy === 'DailyCapReached') {
    return { status: 'capped', availableAt: failure.args[2] as bigint, blockedBy }
  }
  return { status: 'disputed', availableAt: opensAt, blockedBy }
}

function othersOutlook(
  synced: SyncedModel<'points'>,
  { index, time }: ContributionRecord,
  call: CallContext,
  { agrees, report, reportsIt }: Pick<PointsClaim, 'report'> & { agrees: boolean; reportsIt: boolean },
): Found {
  if (report) {
    if (!reportsIt) return { status: 'locked', blockedBy: 'AlreadyReported' }
    if (report.confirmed) return { status: 'confirmed' }
    const failure = attempt(synced, 'confirm', index, call)
    if (!failure) {
      return { status: agrees ? 'dismissable' : 'confirmable', action: 'confirm', availableAt: call.time }
    }
    const { errorName: blockedBy } = failure
    if (blockedBy !== 'DailyCapReached') {
      return { status: 'reported', availableAt: report.confirmableAt, blockedBy }
    }
    return { status: 'capped', availableAt: failure.args[2] as bigint, blockedBy }
  }
  const failure = attempt(synced, 'reportContribution', index, call)
  if (!failure) return { status: 'reportable', action: 'report', availableAt: call.time }
  const { errorName: blockedBy } = failure
  const { verifyTime } = synced.twin.incentive(synced.model.modelId).options
  if (blockedBy === 'TooEarly')
    return { status: 'waiting', availableAt: BigInt(time + verifyTime), blockedBy }
  return { status: 'locked', blockedBy }
}

function reportOf({ twin, model }: SyncedModel<'points'>, index: bigint): PointsClaim['report'] {
  const { reporter, time, confirmed } = twin.report(model.modelId, index)
  if (reporter === zeroAddress) return undefined
  const { confirmTime } = twin.incentive(model.modelId).options
  return { reporter, time: BigInt(time), confirmed, confirmableAt: BigInt(time + confirmTime) }
}

/** What the contract would revert with; undefined when it would not. */
function attempt(
  { twin, model }: SyncedModel<'points'>,
  action: 'verify' | 'reportContribution' | 'confirm',
  index: bigint,
  call: CallContext,
): TwinError | undefined {
  const state = twin.contribution(model.modelId, index)!
  const outcome = tried(twin, () => twin[action](call, model.modelId, index, state))
  return outcome instanceof TwinError ? outcome : undefined
}
