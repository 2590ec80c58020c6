import type { ContributionRecord, Reward } from '@cotrain/sdk'
import type { Challengeable } from '../bonded/words.ts'

/** What somebody has with a model. Amounts are wei, without what the chain took for transactions. */
export interface Standing {
  /** Contributions, or bundles. */
  lessons: number
  /** All that was staked: deposits, bonds, stakes and fees of bundles. */
  staked: bigint
  /** What of it is still there. */
  open: bigint
  /** What of it came back. */
  returned: bigint
  /** What of it is gone. */
  lost: bigint
  /** What came beyond that: of others' deposits, and of bounties. */
  earned: bigint
  points: bigint
  verified: bigint
  reports: bigint
}

export const nothing: Standing = {
  ...{ lessons: 0, staked: 0n, open: 0n, returned: 0n, lost: 0n, earned: 0n },
  ...{ points: 0n, verified: 0n, reports: 0n },
}

/** What was gained less what was lost. */
export const profitOf = ({ earned, lost }: Standing): bigint => earned - lost

export function addStandings(standings: readonly Standing[]): Standing {
  const total = { ...nothing }
  for (const each of standings) {
    total.lessons += each.lessons
    for (const key of sums) total[key] += each[key]
  }
  return total
}

const sums = ['staked', 'open', 'returned', 'lost', 'earned', 'points', 'verified', 'reports'] as const

/** What somebody, by a lower-case address, has with a model under deposits. */
export function depositStanding(contributions: readonly ContributionRecord[], person: string): Standing {
  const standing = { ...nothing }
  for (const { contributor, deposit, remaining, payouts } of contributions) {
    let received = 0n
    for (const { to, amount } of payouts) if (to.toLowerCase() === person) received += amount
    if (contributor.toLowerCase() !== person) {
      standing.earned += received
      continue
    }
    standing.lessons++
    standing.staked += deposit
    standing.open += remaining
    standing.returned += received
    standing.lost += deposit - remaining - received
  }
  return standing
}

/** The same under bonds, of a list that was made for the account. */
export function bondedStanding(challenges: readonly Challengeable[], person: string): Standing {
  const standing = { ...nothing }
  for (const { staked, payout, status, contribution } of challenges) {
    if (contribution.contributor.toLowerCase() === person) standing.lessons++
    settle(standing, staked, status === 'settled' || status === 'dropped' ? payout : undefined)
  }
  return standing
}

/** The same in markets, of a list that was made for the account. */
export function marketStanding(rewards: readonly Reward[]): Standing {
  const standing = { ...nothing }
  for (const { own, record, amount } of rewards) {
    if (!own) continue
    standing.lessons++
    settle(standing, record.price, amount)
  }
  return standing
}

/** Adds a stake, and what was paid for it; undefined while that is open. */
function settle(standing: Standing, staked: bigint, paid: bigint | undefined): void {
  standing.staked += staked
  if (paid === undefined) {
    standing.open += staked
    return
  }
  const back = paid < staked ? paid : staked
  standing.returned += back
  standing.lost += staked - back
  standing.earned += paid - back
}
