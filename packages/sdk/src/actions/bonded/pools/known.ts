import type { Address, Hex } from 'viem'
import { leafAfter, leafOf } from '../../../record/leaf.ts'
import { stakeOf } from '../../../twin/types/Challenge.ts'
import type { ContributionRecord } from '../../internal/history.ts'
import type { SyncedModel } from '../../syncModel.ts'

/** A pool that somebody has pledged to. Amounts are wei. */
export type KnownPool = {
  /** How many challenges the contribution had when it was begun. */
  round: number
  label: number
  bond: bigint
  pledged: bigint
  /** Whether its challenge was made. */
  staked: boolean
  /** While it is full but has not challenged: when pledges can be withdrawn again, in seconds since 1970; else 0. */
  lockedUntil: bigint
  /** What the account has pledged, and can take out of it now. */
  mine: bigint
  withdrawable: bigint
}

/** The entry of a contribution when it had no challenge, one, and so on. */
export function leavesOf(contribution: ContributionRecord): Hex[] {
  const leaves = [leafOf({ ...contribution, remaining: contribution.deposit })]
  for (const challenge of contribution.challenges ?? []) leaves.push(leafAfter(leaves.at(-1)!, challenge))
  return leaves
}

/** What finds the pools of a contribution in a model's history, as an account sees them. */
export function poolsIn(
  { events, model, twin }: SyncedModel<'bonded'>,
  account: Address,
): (contribution: ContributionRecord) => KnownPool[] {
  const labels = new Map<Hex, Set<number>>()
  for (const { eventName, args } of events) {
    if (eventName !== 'Pledged') continue
    labels.set(args.leaf, (labels.get(args.leaf) ?? new Set()).add(args.label))
  }
  if (labels.size === 0) return () => []
  return contribution =>
    leavesOf(contribution).flatMap((leaf, round) =>
      [...(labels.get(leaf) ?? [])].map(label => {
        const bond = stakeOf(contribution.deposit, round + 1)
        const { pledged, staked, closed, paid, lockedUntil } = twin.pool(model.modelId, leaf, label, bond)
        const mine = twin.pledgeOf(model.modelId, leaf, label, bond, account)
        const share = closed && mine > 0n ? (paid * mine) / pledged : 0n
        const withdrawable = staked ? share : mine
        return { round, label, bond, pledged, staked, lockedUntil, mine, withdrawable }
      }),
    )
}
