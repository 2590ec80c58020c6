import type { Address } from 'viem'
import { revert } from '../errors.ts'

/** What an account has earned with a model. Days and months count from 1970 (UTC); a month is 30 days. */
export type Reputation = {
  readonly points: number
  /** Verified contributions that the model did not know. */
  readonly verified: number
  /** Confirmed reports. */
  readonly reports: number
  /** Reports that are neither confirmed nor dismissed. */
  readonly pendingReports: number
  /** Verified contributions to rare classes. */
  readonly rare: number
  /** The day of the last points, and the points of that day. */
  readonly day: number
  readonly pointsOfDay: number
  /** Days in a row with points, up to `day`, and the longest such row. */
  readonly streak: number
  readonly longestStreak: number
  /** The points of the month that `day` is in. */
  readonly pointsOfMonth: number
}

export const daysOfMonth = 30
const secondsOfDay = 86_400

export const noReputation: Reputation = Object.freeze({
  points: 0,
  verified: 0,
  reports: 0,
  pendingReports: 0,
  rare: 0,
  day: 0,
  pointsOfDay: 0,
  streak: 0,
  longestStreak: 0,
  pointsOfMonth: 0,
})

/** The reputation `r` with `points` more, earned at `time` (seconds) by `account`. @throws TwinError DailyCapReached */
export function earn(r: Reputation, account: Address, points: number, cap: number, time: number): Reputation {
  if (points === 0) return r
  const today = Math.floor(time / secondsOfDay)
  const pointsOfDay = points + (today === r.day ? r.pointsOfDay : 0)
  if (pointsOfDay > cap) {
    revert('DailyCapReached', account, BigInt(cap), BigInt((today + 1) * secondsOfDay))
  }
  const sameMonth = Math.floor(today / daysOfMonth) === Math.floor(r.day / daysOfMonth)
  const isNewDay = today !== r.day || r.streak === 0
  const streak = isNewDay ? (today === r.day + 1 ? r.streak + 1 : 1) : r.streak
  return {
    ...r,
    points: r.points + points,
    day: today,
    pointsOfDay,
    streak,
    longestStreak: Math.max(streak, r.longestStreak),
    pointsOfMonth: points + (sameMonth ? r.pointsOfMonth : 0),
  }
}
