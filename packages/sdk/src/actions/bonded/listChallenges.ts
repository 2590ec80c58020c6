import { isAddressEqual, zeroAddress } from 'viem'
import type { CallContext } from '../../twin/index.ts'
import { last, maxChallenges, payouts, stakeOf } from '../../twin/types/Challenge.ts'
import type { CotrainClient } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { type OutlookParameters, outlookOf } from '../internal/outlook.ts'
import type { SyncedModel } from '../syncModel.ts'

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

/** Without an account of the client, nobody looks: then nothing is staked or paid. */
export type ListChallengesParameters = OutlookParameters<'bonded'>
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
  { account = client.account ?? zeroAddress, ...parameters }: ListChallengesParameters,
): Promise<ListChallengesReturnType> {
  const { synced, call } = await outlookOf(client, 'bonded', { ...parameters, account })
  return synced.contributions.map(contribution => stateOf(synced, contribution, call))
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
  { sender, time }: CallContext,
): ChallengeableContribution {
  const { twin, model } = synced
  const { index, deposit, challenges = [] } = contribution
  const { label } = last(contribution, challenges)
  const isOpen = contribution.status === 'open'
  const status = !isOpen ? 'settled' : isFinal(synced, contribution, time) ? 'final' : 'open'
  const assertions = assertionsOf(contribution)
  const amounts = payouts(contribution, challenges)
  const sum = (of: (i: number) => bigint) =>
    assertions.reduce((total, each, i) => total + (isAddressEqual(each.account, sender) ? of(i) : 0n), 0n)
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
