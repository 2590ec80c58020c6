import type { Address } from 'viem'
import { revert } from '../errors.ts'
import type { Row } from './DayRows.ts'

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
  /** Days in a row on which something was made that has earned points: the row up to `lastDay`, and the longest. */
  readonly streak: number
  readonly longestStreak: number
  /** The points of the month that `day` is in. */
  readonly pointsOfMonth: number
  /** The last day on which something was made that has earned points. */
  readonly lastDay: number
}

export const daysOfMonth = 30
const secondsOfDay = 86_400
const maxDay = 2 ** 16 - 1

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
  lastDay: 0,
})

/** The day of a time in seconds. */
export function dayOf(time: number): number {
  return Math.floor(time / secondsOfDay)
}

/**
 * The reputation `r` with `points` more, which `account` earns at `time` (seconds).
 * @throws TwinError DailyCapReached, Overflow
 */
export function earn(r: Reputation, account: Address, points: number, cap: number, time: number): Reputation {
  const today = dayOf(time)
  const pointsOfDay = points + (today === r.day ? r.pointsOfDay : 0)
  if (pointsOfDay > cap) {
    revert('DailyCapReached', account, BigInt(cap), BigInt((today + 1) * secondsOfDay))
  }
  if (today > maxDay) revert('Overflow')
  const sameMonth = Math.floor(today / daysOfMonth) === Math.floor(r.day / daysOfMonth)
  return {
    ...r,
    points: r.points + points,
    day: today,
    pointsOfDay,
    pointsOfMonth: points + (sameMonth ? r.pointsOfMonth : 0),
  }
}

/** The reputation `r` after a day on which something was made that has earned points has joined a row. */
export function joinRow(r: Reputation, { length, last }: Row): Reputation {
  const longestStreak = Math.max(length, r.longestStreak)
  return last >= r.lastDay ? { ...r, longestStreak, streak: length, lastDay: last } : { ...r, longestStreak }
}
