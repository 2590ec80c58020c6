import { isAddressEqual } from 'viem'
import type { CallContext } from '../../twin/index.ts'
import { droppedAmounts, last, payouts, stakedOn, stakeOf, stakesOf } from '../../twin/types/Challenge.ts'
import type { ContributionRecord } from '../internal/history.ts'
import type { SyncedModel } from '../syncModel.ts'
import type { ChallengeableContribution } from './listChallenges.ts'
import { type KnownPool, poolsIn } from './pools/known.ts'
import type { Ruling, Rulings } from './rulings.ts'
import { type ChallengeStatus, finalAtOf, statusOf } from './status.ts'

/** How contributions of a model look to an account at a time. */
export function outlookOn(
  synced: SyncedModel<'bonded'>,
  rulings: Rulings,
  { sender, time }: CallContext,
): (contribution: ContributionRecord) => ChallengeableContribution {
  const { twin, model } = synced
  const { challengeTime } = twin.incentive(model.modelId).options
  const poolsOf = poolsIn(synced, sender)
  return contribution => {
    const { index, challenges = [] } = contribution
    const status = statusOf(synced, rulings, contribution, time)
    const ruling = rulings.get(index)
    const { label } =
      status === 'decided' && ruling?.label !== undefined
        ? { label: ruling.label }
        : last(contribution, challenges)
    const isClosed = status === 'settled' || status === 'dropped'
    const bond = status === 'open' ? stakeOf(contribution.deposit, challenges.length + 1) : undefined
    const others = [contribution, ...challenges].map(each => each.label).filter(other => other !== label)
    const pools = poolsOf(contribution)
    const shares = sharesOf(contribution, pools, sender)
    const amounts = isClosed ? undefined : expectedAmounts(synced, contribution, status, ruling)
    const stakes = stakesOf(contribution, challenges)
    return {
      index,
      contribution,
      status,
      label: contribution.learned ?? label,
      finalAt: finalAtOf(challengeTime, contribution),
      predicted: isClosed ? undefined : twin.predictContribution(model.modelId, index),
      bond,
      gain: bond && bond - contribution.deposit,
      gains: bond
        ? [...new Set(others)].map(other => ({ label: other, gain: gainOf(contribution, other, bond) }))
        : [],
      pools: pools.filter(pool => pool.round === challenges.length && status === 'open' && pool.pledged > 0n),
      withdrawable: pools.reduce((sum, pool) => sum + pool.withdrawable, 0n),
      ruling,
      outlook: amounts && outlookOf(contribution, stakes, amounts),
      staked: shares.reduce((sum, share, i) => sum + share(stakes[i]!), 0n),
      payout: amounts
        ? shares.reduce((sum, share, i) => sum + share(amounts[i]!), 0n)
        : contribution.payouts.reduce(
            (sum, { to, amount }) => (isAddressEqual(to, sender) ? sum + amount : sum),
            0n,
          ),
    }
  }
}

/** Each assertion with its stake, and what is paid for it. */
function outlookOf(
  { contributor: account, label, challenges = [] }: ContributionRecord,
  stakes: readonly bigint[],
  amounts: readonly bigint[],
): ChallengeableContribution['outlook'] {
  return [{ account, label }, ...challenges].map((each, i) => ({
    account: each.account,
    label: each.label,
    stake: stakes[i]!,
    amount: amounts[i]!,
  }))
}

/** For each assertion, what the account has of an amount that is paid for it. */
function sharesOf(
  { contributor, challenges = [] }: ContributionRecord,
  pools: readonly KnownPool[],
  sender: `0x${string}`,
): ((amount: bigint) => bigint)[] {
  return [contributor, ...challenges.map(({ account }) => account)].map((account, i) => {
    if (isAddressEqual(account, sender)) return amount => amount
    const pool = pools.find(each => each.staked && each.round === i - 1)
    if (!pool || pool.pledged === 0n) return () => 0n
    return amount => (amount * pool.mine) / pool.pledged
  })
}

/** What is paid for each assertion if nothing more happens, in wei. */
function expectedAmounts(
  { twin, model }: SyncedModel<'bonded'>,
  contribution: ContributionRecord,
  status: ChallengeStatus,
  ruling: Ruling | undefined,
): bigint[] {
  const { challenges = [], dispute } = contribution
  if (status === 'open' || status === 'final') return payouts(contribution, challenges).amounts
  const label = ruling?.label
  if (label === undefined || stakedOn(contribution, challenges, label) === 0n) {
    return droppedAmounts(contribution, challenges)
  }
  const { amounts } = payouts(contribution, challenges, { label, cost: dispute?.fee ?? 0n })
  const { arbiter, court } = twin.incentive(model.modelId).options
  if (court && !isAddressEqual(arbiter, twin.model(model.modelId).owner)) return amounts
  // who was right gets the stake back, and nobody gains
  return stakesOf(contribution, challenges).map((stake, i) => (amounts[i]! > 0n ? stake : 0n))
}

/** What a challenge with `label` gains if nobody answers it. */
function gainOf(contribution: ContributionRecord, label: number, bond: bigint): bigint {
  const { challenges = [], contributor: account, time } = contribution
  const { amounts } = payouts(contribution, [...challenges, { account, label, time }])
  return amounts.at(-1)! - bond
}
