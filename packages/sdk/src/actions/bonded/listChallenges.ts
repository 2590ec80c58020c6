import { type Address, zeroAddress } from 'viem'
import type { CotrainClient } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { mapInTurns } from '../internal/inTurns.ts'
import { type OutlookParameters, outlookOf } from '../internal/outlook.ts'
import { type Ruling, rulingsOf } from './rulings.ts'
import { outlookOn } from './state.ts'
import type { ChallengeStatus } from './status.ts'

/** Where a contribution stands, and what challenging it would cost and yield. Amounts are wei. */
export type ChallengeableContribution = {
  /** Its number in the model. */
  index: bigint
  contribution: ContributionRecord
  status: ChallengeStatus
  /** The label that was asserted last; once settled, the one that was learned. */
  label: number
  /**
   * Until when something can be said against that, in seconds since 1970: by a challenge, or by calling the arbiter;
   * of what is disputed, until when the arbiter may rule.
   */
  finalAt: bigint
  /** What the model says of the sample now; undefined once the contribution is closed. */
  predicted: number | undefined
  /** The bond of a challenge now; undefined when there can be none. */
  bond: bigint | undefined
  /** What such a challenge gains if nobody answers it, for a label that nobody has asserted yet. */
  gain: bigint | undefined
  /** The same for labels that somebody has asserted before, but for the last one: they share. */
  gains: readonly { label: number; gain: bigint }[]
  /** Pools that somebody has pledged to for such a challenge, and what of them is the account's. */
  pools: readonly { label: number; bond: bigint; pledged: bigint; mine: bigint }[]
  /** What the account can withdraw from pools of this contribution now. */
  withdrawable: bigint
  /** What the arbiter has ruled; undefined before that, and where nobody has called it. */
  ruling: Ruling | undefined
  /**
   * What everybody has asserted, the contribution first, with what it staked and what is paid for it if nothing more
   * happens; undefined once the contribution is closed, when its `payouts` tell what was.
   */
  outlook: readonly { account: Address; label: number; stake: bigint; amount: bigint }[] | undefined
  /** What the account has staked, its part of pools included. */
  staked: bigint
  /** What the account gets, stake included, if nothing more happens; once the contribution is closed, what it got. */
  payout: bigint
}

/** Without an account of the client, nobody looks: then nothing is staked or paid. */
export type ListChallengesParameters = OutlookParameters<'bonded'>
export type ListChallengesReturnType = ChallengeableContribution[]

/**
 * Lists all contributions, oldest first, with what was asserted, until when it can be challenged, at which bond and for
 * which gain, whether the arbiter was called and has ruled, and what an account has at stake.
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
  const rulings = await rulingsOf(client, synced)
  const stateOf = outlookOn(synced, rulings, call)
  return mapInTurns(synced.contributions, stateOf)
}
