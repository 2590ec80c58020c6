import type { Challenge, Contribution } from '../../kinds/types.ts'

/** The last bond is 2^31 deposits. */
export const maxChallenges = 31

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

/**
 * What is paid for each assertion once the last label is final, in wei: the contribution's first, then the challenges'.
 * Who asserted the last label gets the stake back and a share of all other stakes, in proportion to the stake and
 * rounded down; the last one gets what is left.
 */
export function payouts({ deposit, label }: Contribution, challenges: readonly Challenge[]): bigint[] {
  const labels = [label, ...challenges.map(challenge => challenge.label)]
  const final = labels.at(-1)
  const stakes = labels.map((_, i) => stakeOf(deposit, i))
  const all = stakes.reduce((sum, stake) => sum + stake)
  const right = stakes.reduce((sum, stake, i) => (labels[i] === final ? sum + stake : sum), 0n)
  const amounts = stakes.map((stake, i) =>
    labels[i] === final ? stake + ((all - right) * stake) / right : 0n,
  )
  const paid = amounts.reduce((sum, amount) => sum + amount)
  amounts[amounts.length - 1]! += all - paid
  return amounts
}
