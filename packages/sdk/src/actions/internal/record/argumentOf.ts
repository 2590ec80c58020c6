import type { Contribution, ContributionArgument } from '../../../kinds/types.ts'

/** A contribution's state, and nothing besides, as the contract takes it. */
export function argumentOf(c: Contribution): ContributionArgument {
  const { contributor, index, label, surprising, time, deposit, remaining, takers, sample } = c
  return { contributor, index: Number(index), label, surprising, time, deposit, remaining, takers, sample }
}
