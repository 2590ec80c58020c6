import { type Account, type Address, isAddressEqual } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { last, maxChallenges, payouts, stakeOf } from '../../twin/types/Challenge.ts'
import { addressOf, type CotrainClient } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { pendingTime } from '../internal/pendingTime.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'

/**
 * - `open`: anybody may challenge the last label.
 * - `final`: the last label is final; anybody may settle.
 * - `settled`: all are paid.
 */
export type ChallengeStatus = 'open' | 'final' | 'settled'

/** Where a contribution stands, and what challenging it would cost and yield. Amounts are wei. */
export type ChallengeableContribution = {
  /** Its number in the model. */
  index: bigint
  contribution: ContributionRecord
  status: ChallengeStatus
  /** The label that was asserted last; once settled, the one that was learned. */
  label: number
  /** From when on that label is final, if nobody challenges it, in seconds since 1970. */
  finalAt: bigint
  /** What the model says of the sample now; undefined once settled. */
  predicted: number | undefined
  /** The bond of a challenge now; undefined when there can be none. */
  bond: bigint | undefined
  /** What such a challenge gains if nobody answers it, for a label that nobody has asserted yet. */
  gain: bigint | undefined
  /** The same for labels that somebody has asserted before, but for the last one: they share. */
  gains: readonly { label: number; gain: bigint }[]
  /** What the account has staked. */
  staked: bigint
  /** What the account gets, stake included, if the label stays; once settled, what it got. */
  payout: bigint
}

export type ListChallengesParameters = {
  model: ModelReference<'bonded'>
  /** Whose stakes. @default the client's account, or nobody */
  account?: Account | Address | undefined
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'bonded'> | undefined
  /** Seconds since 1970. @default the time of the block that is being made now */
  time?: bigint | undefined
}
export type ListChallengesReturnType = ChallengeableContribution[]

/**
 * Lists all contributions, oldest first, with what was asserted, until when it can be challenged, at which bond and for
 * which gain, and what an account has at stake.
 *
 * @throws WrongMechanismError, and as `syncModel`
 *
 * @example
 * const suspicious = (await listChallenges(client, { model })).filter(
 *   ({ status, label, predicted }) => status === 'open' && label !== predicted,
 * )
 */
export async function listChallenges(
  client: CotrainClient,
  { model, account = client.account, synced, time }: ListChallengesParameters,
): Promise<ListChallengesReturnType> {
  assertUnder(model, 'bonded')
  const history = synced ?? (await syncModel(client, { model }))
  const now = time ?? (await pendingTime(client, history))
  const address = account && addressOf(account)
  return history.contributions.map(contribution => stateOf(history, contribution, address, now))
}

/** Whether a contribution is open, and its last label final at `time` (seconds). */
export function isFinal(
  synced: SyncedModel<'bonded'>,
  contribution: ContributionRecord,
  time: bigint,
): boolean {
  return contribution.status === 'open' && time >= finalAtOf(synced, contribution)
}

/** Who asserted what: the contribution first. */
function assertionsOf({ contributor, label, challenges = [] }: ContributionRecord) {
  return [{ account: contributor, label }, ...challenges]
}

function finalAtOf({ twin, model }: SyncedModel<'bonded'>, contribution: ContributionRecord): bigint {
  const { challengeTime } = twin.incentive(model.modelId).options
  return BigInt(last(contribution, contribution.challenges ?? []).time + challengeTime)
}

function stateOf(
  synced: SyncedModel<'bonded'>,
  contribution: ContributionRecord,
  account: Address | undefined,
  now: bigint,
): ChallengeableContribution {
  const { twin, model } = synced
  const { index, deposit, challenges = [] } = contribution
  const { label } = last(contribution, challenges)
  const isOpen = contribution.status === 'open'
  const status = !isOpen ? 'settled' : isFinal(synced, contribution, now) ? 'final' : 'open'
  const assertions = assertionsOf(contribution)
  const amounts = payouts(contribution, challenges)
  const sum = (of: (i: number) => bigint) =>
    assertions.reduce(
      (total, each, i) => (account && isAddressEqual(each.account, account) ? total + of(i) : total),
      0n,
    )
  const canChallenge = status === 'open' && challenges.length < maxChallenges
  const bond = canChallenge ? stakeOf(deposit, challenges.length + 1) : undefined
  const others = [...new Set(assertions.map(each => each.label))].filter(other => other !== label)
  return {
    index,
    contribution,
    status,
    label,
    finalAt: finalAtOf(synced, contribution),
    predicted: isOpen ? twin.predictContribution(model.modelId, index) : undefined,
    bond,
    gain: bond && bond - deposit,
    gains: bond ? others.map(other => ({ label: other, gain: gainOf(contribution, other, bond) })) : [],
    staked: sum(i => stakeOf(deposit, i)),
    payout: sum(i => amounts[i]!),
  }
}

/** What a challenge with `label` gains if nobody answers it. */
function gainOf(contribution: ContributionRecord, label: number, bond: bigint): bigint {
  const { challenges = [], contributor: account, time } = contribution
  return payouts(contribution, [...challenges, { account, label, time }]).at(-1)! - bond
}
