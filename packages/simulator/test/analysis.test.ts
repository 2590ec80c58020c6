import { expect, test } from 'vitest'
import {
  expectedPayoffs,
  meanInterval,
  mixRegret,
  opponentProfiles,
  regretOf,
  replicate,
  type SymmetricGame,
  symmetricEquilibria,
} from '../src/analysis/index.ts'

/** Two players: `matrix[own][other]`. */
function game(strategies: readonly string[], matrix: readonly (readonly number[])[]): SymmetricGame {
  const payoffs = matrix.flatMap((row, strategy) =>
    row.map((payoff, other) => ({
      strategy,
      opponents: row.map((_, i) => (i === other ? 1 : 0)),
      samples: [payoff - 0.1, payoff + 0.1],
    })),
  )
  return { strategies, opponents: 1, payoffs }
}

// Value 2, cost of a fight 4: half of the players are hawks.
const hawkDove = game(
  ['hawk', 'dove'],
  [
    [-1, 2],
    [0, 1],
  ],
)
const prisoners = game(
  ['cooperate', 'defect'],
  [
    [3, 0],
    [5, 1],
  ],
)
const stagHunt = game(
  ['stag', 'hare'],
  [
    [4, 0],
    [3, 3],
  ],
)
const rockPaperScissors = game(
  ['rock', 'paper', 'scissors'],
  [
    [0, -1, 1],
    [1, 0, -1],
    [-1, 1, 0],
  ],
)

const mixes = (of: SymmetricGame) => symmetricEquilibria(of).map(({ mix }) => mix)
const close = (mix: readonly number[]) => mix.map(share => expect.closeTo(share, 2))

test('intervals of means by Student’s t', () => {
  // Mean 3, standard deviation √2.5, t(0.975, 4) = 2.776445.
  const { mean, low, high, count } = meanInterval([1, 2, 3, 4, 5])
  expect([mean, count]).toEqual([3, 5])
  expect(high - mean).toBeCloseTo((2.776445 * Math.sqrt(2.5)) / Math.sqrt(5), 5)
  expect(mean - low).toBeCloseTo(high - mean, 12)
  expect(meanInterval([7])).toEqual({ mean: 7, low: 7, high: 7, count: 1 })
  const { low: wide } = meanInterval([1, 2, 3, 4, 5], 0.99)
  expect(wide).toBeLessThan(low)
})

test('profiles of opponents: all, each once', () => {
  expect(opponentProfiles(2, 2)).toEqual([
    [0, 2],
    [1, 1],
    [2, 0],
  ])
  // 3 strategies, 4 opponents: 6 over 2.
  const profiles = opponentProfiles(3, 4)
  expect(profiles).toHaveLength(15)
  expect(new Set(profiles.map(String)).size).toBe(15)
  expect(profiles.every(counts => counts.reduce((a, b) => a + b) === 4)).toBe(true)
})

test('expected payoffs are weighted by the opponents’ draws', () => {
  expect(expectedPayoffs(hawkDove, [0.5, 0.5])).toEqual(close([0.5, 0.5]))
  // A player gets the number of opponents who play `a`: on average 3 × 0.2.
  const counting: SymmetricGame = {
    strategies: ['a', 'b'],
    opponents: 3,
    payoffs: [0, 1].flatMap(strategy =>
      opponentProfiles(2, 3).map(opponents => ({ strategy, opponents, samples: [opponents[0]!] })),
    ),
  }
  for (const payoff of expectedPayoffs(counting, [0.2, 0.8])) expect(payoff).toBeCloseTo(0.6, 12)
})

test('regret of a pure profile, with bounds of its gains', () => {
  const { mean, low, high, deviations } = regretOf(prisoners, 'cooperate')
  expect([mean, low, high]).toEqual(close([2, 2, 2]))
  expect(deviations).toMatchObject([{ to: 'defect' }])
  expect(regretOf(prisoners, 'defect').mean).toBe(0)
  expect(regretOf(prisoners, 'defect').deviations[0]!.gain.mean).toBeCloseTo(-1, 12)
  expect(() => regretOf(prisoners, 'wait')).toThrow(/wait is none of cooperate, defect/)
})

test('bounds widen with the number of deviations', () => {
  const noisy = (strategies: readonly string[]): SymmetricGame => ({
    strategies,
    opponents: 1,
    payoffs: strategies.flatMap((_, strategy) =>
      strategies.map((_, other) => ({
        strategy,
        opponents: strategies.map((_, i) => (i === other ? 1 : 0)),
        samples: strategy === 0 ? [0, 0, 0, 0] : [1, 2, 3, 4],
      })),
    ),
  })
  const [few, many] = [regretOf(noisy(['a', 'b']), 'a'), regretOf(noisy(['a', 'b', 'c', 'd']), 'a')]
  expect(many.mean).toBe(few.mean)
  expect(many.low).toBeLessThan(few.low)
  expect(many.high).toBeGreaterThan(few.high)
})

test('replicator dynamics find the equilibria of known games', () => {
  expect(mixes(hawkDove)).toEqual([close([0.5, 0.5])])
  expect(mixes(prisoners)).toEqual([close([0, 1])])
  const stag = symmetricEquilibria(stagHunt)
  expect(stag.map(({ mix }) => mix)).toEqual([close([0, 1]), close([1, 0])])
  // Stag pays from three quarters of stag hunters on.
  expect(stag[0]!.basin).toBeGreaterThan(stag[1]!.basin)
  expect(stag[0]!.basin + stag[1]!.basin).toBeCloseTo(1, 12)
})

test('equilibria side by side are one, and said to be', () => {
  // Two strategies that do the same, and one that is worse.
  const twins = game(
    ['a', 'b', 'worse'],
    [
      [1, 1, 1],
      [1, 1, 1],
      [0, 0, 0],
    ],
  )
  const [found, ...others] = symmetricEquilibria(twins)
  expect(found).toMatchObject({ connected: true, basin: 1 })
  expect(found!.mix[2]).toBeCloseTo(0, 6)
  expect(others).toEqual([])
  expect(symmetricEquilibria(stagHunt).map(({ connected }) => connected)).toEqual([false, false])
})

test('circles are no equilibria, and their centre has no regret', () => {
  expect(mixRegret(rockPaperScissors, [1 / 3, 1 / 3, 1 / 3])).toBeCloseTo(0, 12)
  expect(mixRegret(rockPaperScissors, [1, 0, 0])).toBeCloseTo(1, 12)
  const [rock, paper, scissors] = replicate(rockPaperScissors, [0.5, 0.3, 0.2])
  expect(mixRegret(rockPaperScissors, [rock!, paper!, scissors!])).toBeGreaterThan(0.1)
})

test('a missing payoff is named', () => {
  const holed = { ...prisoners, payoffs: prisoners.payoffs.slice(1) }
  expect(() => symmetricEquilibria(holed)).toThrow(/cooperate against 1, 0 is missing/)
})
