import type { Challenge, Contribution } from '../../kinds/types.ts'

/** Whether `a` and `b` are the same challenges in the same order. */
export function equal(a: readonly Challenge[], b: readonly Challenge[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(({ account, label, time }, i) => {
        const other = b[i]!
        return (
          label === other.label &&
          time === other.time &&
          account.toLowerCase() === other.account.toLowerCase()
        )
      }))
  )
}

/** The last assertion: its label, and when it was made. The contribution is the first. */
export function last(c: Contribution, challenges: readonly Challenge[]): { label: number; time: number } {
  return challenges.at(-1) ?? c
}

/** What assertion `i` staked, in wei; the contribution is number 0. */
export function stakeOf(deposit: bigint, i: number): bigint {
  return deposit << BigInt(i)
}

/** What each assertion staked, in wei: the contribution first, then the challenges. */
export function stakesOf({ deposit }: Contribution, challenges: readonly Challenge[]): bigint[] {
  return Array.from({ length: challenges.length + 1 }, (_, i) => stakeOf(deposit, i))
}

/** What was staked on `label`, in wei; 0 when nobody asserted it. */
export function stakedOn(c: Contribution, challenges: readonly Challenge[], label: number): bigint {
  return [c, ...challenges].reduce(
    (sum, assertion, i) => (assertion.label === label ? sum + stakeOf(c.deposit, i) : sum),
    0n,
  )
}

/** Which label is final, and what the losing stakes have to repay first, in wei. */
type Verdict = { label: number; cost?: bigint }

/**
 * What is paid for each assertion once `label` is final, in wei: the contribution's first, then the challenges'. Who
 * asserted it gets the stake back and a share of all other stakes less `cost`, in proportion to the stake and rounded
 * down; the last one gets what is left. `repaid` is what the stakes on other labels cover of `cost`.
 */
export function payouts(
  c: Contribution,
  challenges: readonly Challenge[],
  { label, cost = 0n }: Verdict = last(c, challenges),
): { amounts: bigint[]; repaid: bigint } {
  const labels = [c.label, ...challenges.map(challenge => challenge.label)]
  const stakes = stakesOf(c, challenges)
  const right = stakedOn(c, challenges, label)
  const all = stakes.reduce((sum, stake) => sum + stake)
  const repaid = cost < all - right ? cost : all - right
  const wrong = all - right - repaid
  const amounts = stakes.map((stake, i) => (labels[i] === label ? stake + (wrong * stake) / right : 0n))
  const paid = amounts.reduce((sum, amount) => sum + amount)
  amounts[labels.lastIndexOf(label)]! += all - repaid - paid
  return { amounts, repaid }
}

/** What is paid for each assertion of a contribution that is dropped, in wei; two deposits are burnt. */
export function droppedAmounts(c: Contribution, challenges: readonly Challenge[]): bigint[] {
  const amounts = stakesOf(c, challenges)
  amounts[0] = 0n
  if (amounts.length > 1) amounts[1]! -= c.deposit
  return amounts
}
