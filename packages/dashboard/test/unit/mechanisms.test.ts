import { createTestSet, decodePiece, packSample, phaseNames } from '@cotrain/sdk'
import { describe, expect, it } from 'vitest'
import { formatGain, formatLoss } from '../../src/features/market/losses.ts'
import { phaseTitles, phaseWords } from '../../src/features/market/phases.ts'
import { bitsOf, piecesIn } from '../../src/features/market/pieces.ts'
import { explainResult, type Reward, resultOf } from '../../src/features/market/rewardWords.ts'
import {
  actionOf,
  explainOthers,
  explainOwn,
  formatPoints,
  type PointsClaim,
  type PointsStatus,
  statusWords,
} from '../../src/features/points/words.ts'
import { pointsSchedule, stakeSchedule } from '../../src/features/teach/schedule.ts'

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

describe('markets in plain words', () => {
  const options = {
    stake: 1n,
    maxContributions: 1,
    openTime: 1,
    revealTime: 86_400,
    drawnPieces: 1,
    loss: 0,
    fullImprovement: 1_000_000,
  }
  const market = { options, hiddenSamples: 8n, phaseName: 'settling' } as never

  it('has words for every phase', () => {
    for (const phase of phaseNames) {
      expect(phaseTitles[phase]).not.toBe('')
      expect(phaseWords[phase].text).toMatch(/\.$/)
    }
  })

  it('reads bitmaps of pieces', () => {
    expect(bitsOf(0b10011n)).toEqual([0, 1, 4])
    expect(bitsOf(1n << 63n)).toEqual([63])
    expect(piecesIn(0b10n)).toBe('piece 1')
    expect(piecesIn(0b10011n)).toBe('pieces 0, 1 and 4')
  })

  it('reads the samples of a piece', () => {
    const samples = [
      { label: 1, sample: Uint16Array.of(3, 500) },
      { label: 0, sample: Uint16Array.of() },
      { label: 1, sample: Uint16Array.of(7) },
    ]
    const { pieces } = createTestSet(samples, { classifier: 'sparse-perceptron', pieces: 2 })
    const read = pieces.flatMap(({ data }) => decodePiece(data))
    const packed = samples.map(({ label, sample }) => ({ label, sample: packSample(sample) }))
    expect(read).toHaveLength(3)
    expect(read).toEqual(expect.arrayContaining(packed))
  })

  it('gives losses as errors, or on average', () => {
    expect(formatLoss(market, 2n * 65_536n)).toBe('2 of 8 wrong (25.0 %)')
    expect(formatGain(market, 65_536n)).toBe('it makes 1 error fewer')
    const quadratic = { options: { ...options, loss: 1 }, hiddenSamples: 8n } as never
    expect(formatLoss(quadratic, 65_536n)).toBe('0.125 on average')
    expect(formatGain(quadratic, 65_536n)).toBe('its mean loss fell by 0.125')
  })

  it('says what came of a contribution', () => {
    const reward = { kept: true, gain: 65_536n, penalty: 0n } as Reward
    expect(resultOf(market, reward).label).toBe('Better')
    expect(explainResult(market, reward)).toBe('The model kept it: it makes 1 error fewer.')
    expect(resultOf(market, { ...reward, gain: 0n }).label).toBe('No better')
    expect(resultOf(market, { ...reward, kept: false, penalty: 5n }).label).toBe('Worse')
    expect(resultOf(market, { ...reward, kept: false }).label).toBe('Not kept')
    expect(explainResult(market, { position: 2 } as never)).toMatch(/number 3 in the drawn order/)
    expect(resultOf({ ...(market as object), phaseName: 'defaulted' } as never, reward).label).toBe(
      'Not tried',
    )
  })

  it('says what happens to a stake', () => {
    expect(
      stakeSchedule(options)
        .map(({ what }) => what)
        .join(' '),
    ).toMatch(/has 1 day to reveal/)
  })
})
