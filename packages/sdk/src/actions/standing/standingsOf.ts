import type { Address } from 'viem'
import { type Outcome, readers, type StandingHistory, type Told } from './outcomes.ts'

/** How an account stands with a model, from what is settled of what it has said. */
export type Standing = {
  account: Address
  /** 1 for the best; accounts with the same figures share a rank. */
  rank: number
  /**
   * What ended in its favour: contributions that were refunded, or verified as new to the model; labels, its own or of
   * challenges, that became final; reports that were confirmed; bundles that made the model better.
   */
  right: number
  /** What ended against it: deposits taken, labels that lost, reports dismissed, bundles that did harm or were not revealed. */
  wrong: number
  /** What ended without telling: what the model knew, what was dropped, undone, cancelled or not tried. */
  neither: number
  /** What has not ended. */
  pending: number
  /** right / (right + wrong), 0 to 1; undefined before there is either. */
  rightShare: number | undefined
  /** How many in a row were right up to now, and the longest such row; what told nothing breaks none. */
  streak: number
  longestStreak: number
  /** Wei gained less wei lost by what has ended, gas aside; 0 where no money is. */
  gained: bigint
  /** Points; 0 where there are none. */
  points: bigint
}

const nothing = {
  ...{ rank: 0, right: 0, wrong: 0, neither: 0, pending: 0, rightShare: undefined },
  ...{ streak: 0, longestStreak: 0, gained: 0n, points: 0n },
} as const

/**
 * How everybody who has contributed to a model stands, the best first: by what was right, then by the share of it. It
 * follows from the chain's events alone, so that whoever reads them comes to the same; nothing has to be claimed.
 *
 * An account is free, and so are two that contradict each other: a standing says what an account has done, and not that
 * a person is to be trusted.
 *
 * @example
 * const synced = await syncModel(client, { model })
 * for (const { rank, account, right, streak } of standingsOf(synced)) console.log(rank, account, right, streak)
 */
export function standingsOf(history: StandingHistory): Standing[] {
  const told: Told = { outcomes: [], money: [], points: [], said: [] }
  const read = readers[history.model.mechanism]()
  for (const event of history.events) read(told, event, history)
  return ranked([...addUp(told).values()])
}

/** How one account stands; all figures are 0, and so is its rank, of one that has done nothing. */
export function standingOf(history: StandingHistory, account: Address): Standing {
  const found = standingsOf(history).find(each => each.account.toLowerCase() === account.toLowerCase())
  return found ?? { account, ...nothing }
}

function addUp({ outcomes, money, points, said }: Told): Map<string, Standing> {
  const all = new Map<string, Standing>()
  const change = (account: Address, of: (before: Standing) => Partial<Standing>) => {
    const key = account.toLowerCase()
    const before = all.get(key) ?? { account, ...nothing }
    all.set(key, { ...before, ...of(before) })
  }
  for (const account of said) change(account, ({ pending }) => ({ pending: pending + 1 }))
  for (const { account, result } of outcomes) change(account, before => afterOutcome(before, result))
  for (const { account, wei } of money) change(account, ({ gained }) => ({ gained: gained + wei }))
  for (const each of points) {
    change(each.account, ({ points }) => ({ points: points + each.points }))
  }
  return all
}

function afterOutcome(before: Standing, result: Outcome['result']): Partial<Standing> {
  const pending = before.pending - 1
  if (result === 'neither') return { pending, neither: before.neither + 1 }
  const right = before.right + Number(result === 'right')
  const wrong = before.wrong + Number(result === 'wrong')
  const streak = result === 'right' ? before.streak + 1 : 0
  const longestStreak = Math.max(streak, before.longestStreak)
  return { ...{ pending, right, wrong, streak, longestStreak }, rightShare: right / (right + wrong) }
}

const share = ({ rightShare = 0 }: Standing) => rightShare

function ranked(standings: readonly Standing[]): Standing[] {
  const sorted = [...standings].sort((a, b) => b.right - a.right || share(b) - share(a))
  let rank = 0
  return sorted.map((each, i) => {
    const before = sorted[i - 1]
    if (!before || before.right !== each.right || share(before) !== share(each)) rank = i + 1
    return { ...each, rank }
  })
}
