import { type Address, isAddressEqual } from 'viem'
import { type CallContext, TwinError, type TwinErrorName } from '../twin/index.ts'
import type { CotrainClient } from './internal/client.ts'
import type { ContributionRecord } from './internal/history.ts'
import { mapInTurns } from './internal/inTurns.ts'
import { type OutlookParameters, outlookOf, tried } from './internal/outlook.ts'
import type { SyncedModel } from './syncModel.ts'

/**
 * - `waiting`: the refund time has not passed.
 * - `refundable`: one's own, and the model agrees.
 * - `disputed`: one's own, and the model disagrees; verified contributors can take shares of it.
 * - `takeable`: a share of it, or late all that remains, can be taken.
 * - `locked`: somebody else's, and nothing can be taken now; `blockedBy` says why.
 * - `refunded`, `taken`: closed, and by what.
 */
export type ClaimStatus = 'waiting' | 'refundable' | 'disputed' | 'takeable' | 'locked' | 'refunded' | 'taken'

/** What an account can claim of a contribution's deposit. */
export type Claim = {
  /** The contribution's number in the model. */
  index: bigint
  contribution: ContributionRecord
  /** Whether the account made the contribution. */
  own: boolean
  status: ClaimStatus
  /** What can be sent now; undefined when nothing can. */
  action: 'refund' | 'take' | undefined
  /** Wei that the account gets, now or at `availableAt`, if nothing else happens until then. */
  amount: bigint
  /** From when on the account can claim `amount`, in seconds since 1970; undefined when closed. */
  availableAt: bigint | undefined
  /** From when on the model decides who can claim: time of the contribution + refund time, in seconds since 1970. */
  opensAt: bigint
  /** The contracts' reason why nothing can be claimed now. */
  blockedBy: TwinErrorName | undefined
  /** Whether the model gives the contribution's label to its sample now; undefined when closed. */
  agrees: boolean | undefined
  /** Wei that the account got out of this deposit so far. */
  received: bigint
}

export type ListClaimsParameters = OutlookParameters<'deposits'>
export type ListClaimsReturnType = Claim[]

/**
 * Lists what an account can claim of each contribution's deposit, now or later, and for how much. Computed by the twin's
 * own refund and take, so that it follows the contract's rules to the wei.
 *
 * @throws AccountMissingError, and as `syncModel`
 *
 * @example
 * const claims = await listClaims(client, { model })
 * const now = claims.filter(({ action }) => action !== undefined)
 */
export async function listClaims(
  client: CotrainClient,
  parameters: ListClaimsParameters,
): Promise<ListClaimsReturnType> {
  const { synced, call } = await outlookOf(client, 'deposits', parameters)
  return mapInTurns(synced.contributions, contribution => claimOf(synced, contribution, call))
}

function claimOf(
  synced: SyncedModel<'deposits'>,
  contribution: ContributionRecord,
  { sender: account, time: now }: CallContext,
): Claim {
  const { twin, model } = synced
  const { index, status, payouts } = contribution
  const { refundTime, ownerClaimTime, anyClaimTime } = twin.incentive(model.modelId).options
  const made = BigInt(contribution.time)
  const opensAt = made + BigInt(refundTime)
  const own = isAddressEqual(contribution.contributor, account)
  const paid = payouts.filter(({ to }) => isAddressEqual(to, account))
  const received = paid.reduce((sum, { amount }) => sum + amount, 0n)
  const common = { index, contribution, own, opensAt, received }
  if (status !== 'open') {
    const closed = { action: undefined, amount: 0n, availableAt: undefined, agrees: undefined }
    return { ...common, ...closed, status: status === 'taken' ? status : 'refunded', blockedBy: undefined }
  }

  const agrees = twin.predictContribution(model.modelId, index) === contribution.label
  const isOwner = isAddressEqual(twin.model(model.modelId).owner, account)
  const lateAt = made + BigInt(isOwner ? ownerClaimTime : anyClaimTime)
  const attempt = (time: bigint) => tryClaim(synced, contribution, own, { sender: account, time })
  const present = attempt(now)
  const later = [opensAt, lateAt].filter(time => time > now)
  // Late claims always succeed, so that one of these times is found.
  const availableAt = 'amount' in present ? now : (later.find(time => 'amount' in attempt(time)) ?? lateAt)
  const outcome = 'amount' in present ? present : attempt(availableAt)
  return {
    ...common,
    agrees,
    status:
      'amount' in present
        ? claimable[present.action]
        : now < opensAt
          ? 'waiting'
          : own
            ? 'disputed'
            : 'locked',
    action: 'amount' in present ? present.action : undefined,
    amount: 'amount' in outcome ? outcome.amount : 0n,
    availableAt,
    blockedBy: 'amount' in present ? undefined : present.blockedBy,
  }
}

const claimable = { refund: 'refundable', take: 'takeable' } as const

type Attempt = { action: 'refund' | 'take'; amount: bigint } | { blockedBy: TwinErrorName }

/** What the contract would do with a claim at `time`; one's own contribution is refunded if possible, else taken. */
function tryClaim(
  { twin, model, blockNumber }: SyncedModel<'deposits'>,
  contribution: ContributionRecord,
  own: boolean,
  { sender, time }: { sender: Address; time: bigint },
): Attempt {
  const attempt = (action: 'refund' | 'take'): Attempt => {
    const call = { sender, time, blockNumber }
    const events = tried(twin, () => twin[action](call, model.modelId, contribution.index, contribution))
    if (events instanceof TwinError) return { blockedBy: events.errorName }
    const [paid] = events.flatMap(event => ('amount' in event.args ? [event.args.amount] : []))
    return { action, amount: paid ?? 0n }
  }
  if (!own) return attempt('take')
  const refund = attempt('refund')
  if ('amount' in refund) return refund
  const take = attempt('take')
  return 'amount' in take ? take : refund
}
