import { expectedPayoffs, payoffOf, type SymmetricGame } from './game.ts'
import { type Interval, meanInterval } from './interval.ts'

/** What one player gains who leaves a strategy that all others keep. */
export type Deviation = { to: string; gain: Interval }

/** The most that one player could gain, at least 0, and what from. */
export type Regret = Interval & { deviations: Deviation[] }

/**
 * Regret of "everybody plays `strategy`". Gains are paired by seed. The bounds hold for all deviations together (the
 * error is shared out among them, after Bonferroni), so that the best of several is not overrated.
 * @throws RangeError when there is no such strategy, or a payoff is missing.
 */
export function regretOf(game: SymmetricGame, strategy: string, level = 0.95): Regret {
  const own = game.strategies.indexOf(strategy)
  if (own < 0) throw new RangeError(`strategy: ${strategy} is none of ${game.strategies.join(', ')}`)
  const opponents = game.strategies.map((_, i) => (i === own ? game.opponents : 0))
  const stays = payoffOf(game, own, opponents).samples
  const others = game.strategies.map((_, i) => i).filter(i => i !== own)
  const each = 1 - (1 - level) / Math.max(1, others.length)
  const deviations = others.map(i => {
    const { samples } = payoffOf(game, i, opponents)
    const gain = meanInterval(
      samples.map((value, seed) => value - stays[seed]!),
      each,
    )
    return { to: game.strategies[i]!, gain }
  })
  const most = (bound: 'mean' | 'low' | 'high') => Math.max(0, ...deviations.map(({ gain }) => gain[bound]))
  return { mean: most('mean'), low: most('low'), high: most('high'), count: stays.length, deviations }
}

/** The most that one player could gain on average when all draw their strategies from `mix`; never below 0. */
export function mixRegret(game: SymmetricGame, mix: readonly number[]): number {
  const payoffs = expectedPayoffs(game, mix)
  const mean = payoffs.reduce((sum, payoff, i) => sum + payoff * mix[i]!, 0)
  return Math.max(0, Math.max(...payoffs) - mean)
}
