import { describe, expect, it } from 'vitest'
import {
  actionOf,
  explainOthers,
  explainOwn,
  formatPoints,
  type PointsClaim,
  type PointsStatus,
  statusWords,
} from '../../src/features/points/words.ts'
import { pointsSchedule } from '../../src/features/teach/schedule.ts'

describe('points in plain words', () => {
  const claim = {
    status: 'waiting',
    agrees: true,
    surprising: true,
    availableAt: 1_060n,
    earned: 0,
    points: 10,
  } as PointsClaim
  const statuses = Object.keys(statusWords) as PointsStatus[]

  it('tells one point from many', () => {
    expect([formatPoints(0n), formatPoints(1), formatPoints(2_000n)]).toEqual([
      '0 points',
      '1 point',
      '2,000 points',
    ])
  })

  it('counts down, and says what a lesson is worth', () => {
    expect(explainOwn(claim, 1_000)).toBe(
      'The model agrees with you so far. It was new to the model. It can be verified in 1 minute.',
    )
    expect(explainOwn({ ...claim, surprising: false }, 1_000)).toContain('brings no points')
  })

  it('has a sentence for each state', () => {
    for (const status of statuses) {
      expect(explainOwn({ ...claim, status }, 1_000)).toMatch(/\.$/)
      expect(explainOthers({ ...claim, status }, 1_000)).toMatch(/\.$/)
    }
  })

  it('calls the end of a report by what will come of it', () => {
    expect(actionOf({ ...claim, action: 'confirm', status: 'dismissable' })).toBe('dismiss')
    expect(actionOf({ ...claim, action: 'confirm', status: 'confirmable' })).toBe('confirm')
  })

  it('says when points come', () => {
    const options = {
      verifyTime: 3_600,
      confirmTime: 60,
      contributionPoints: 10,
      reportPoints: 5,
      dailyCap: 50,
    }
    const steps = pointsSchedule(options)
    expect(steps.map(({ when }) => when)).toEqual(['Now', 'After 1 hour', 'As long as it disagrees'])
    expect(steps[1]!.what).toMatch(/10 points for what was new.*50 a day/)
    expect(steps[2]!.what).toMatch(/another 1 minute, the report brings its author 5 points/)
  })
})
