/**
 * Empirical games: the payoffs are samples from simulation (Wellman, "Methods for Empirical Game-Theoretic Analysis",
 * AAAI 2006). All players have the same strategies, and only the numbers of players of each strategy matter.
 */

/** What one player gets who plays `strategy` while the others play as `opponents` says. */
export type Payoff = {
  /** Index of the strategy. */
  strategy: number
  /** Number of other players of each strategy. */
  opponents: readonly number[]
  /** One payoff for each seed, in the same order of seeds everywhere. */
  samples: readonly number[]
}

export type SymmetricGame = {
  strategies: readonly string[]
  /** Number of players less one. */
  opponents: number
  /** One for each strategy and each of `opponentProfiles`. */
  payoffs: readonly Payoff[]
}

/** All ways in which so many opponents can play so many strategies: the number of them at each. */
export function opponentProfiles(strategies: number, opponents: number): number[][] {
  if (strategies === 1) return [[opponents]]
  return Array.from({ length: opponents + 1 }, (_, first) =>
    opponentProfiles(strategies - 1, opponents - first).map(rest => [first, ...rest]),
  ).flat()
}

/** @throws RangeError when the game has no such payoff. */
export function payoffOf(game: SymmetricGame, strategy: number, opponents: readonly number[]): Payoff {
  const found = game.payoffs.find(
    payoff => payoff.strategy === strategy && payoff.opponents.every((count, i) => count === opponents[i]),
  )
  if (found === undefined) {
    throw new RangeError(`payoffs: ${game.strategies[strategy]} against ${opponents.join(', ')} is missing`)
  }
  return found
}

/**
 * Expected payoff of each strategy when every opponent draws its strategy from `mix`.
 * @param mix Probability of each strategy.
 * @throws RangeError when a payoff is missing.
 */
export function expectedPayoffs(game: SymmetricGame, mix: readonly number[]): number[] {
  const profiles = opponentProfiles(game.strategies.length, game.opponents)
  return expect(profiles, meansOf(game, profiles), mix)
}

/** Mean payoffs: a row for each strategy, a column for each of `profiles`. */
export function meansOf(game: SymmetricGame, profiles: readonly (readonly number[])[]): number[][] {
  return game.strategies.map((_, strategy) =>
    profiles.map(opponents => {
      const { samples } = payoffOf(game, strategy, opponents)
      return samples.reduce((sum, value) => sum + value, 0) / samples.length
    }),
  )
}

/** Rows of `meansOf`, weighted by how likely the profiles are under `mix`. */
export function expect(
  profiles: readonly (readonly number[])[],
  means: readonly (readonly number[])[],
  mix: readonly number[],
): number[] {
  const weights = profiles.map(counts => probabilityOf(counts, mix))
  return means.map(row => row.reduce((sum, payoff, i) => sum + payoff * weights[i]!, 0))
}

/** Of a multinomial distribution. */
function probabilityOf(counts: readonly number[], mix: readonly number[]): number {
  let probability = 1
  let players = 0
  for (const [strategy, count] of counts.entries()) {
    for (let i = 1; i <= count; i++) probability *= (++players / i) * mix[strategy]!
  }
  return probability
}
