import { expect, meansOf, opponentProfiles, type SymmetricGame } from './game.ts'
import { mixRegret } from './regret.ts'

/** A mix of strategies from which nobody gains by leaving. */
export type Equilibrium = {
  /** Probability of each strategy. */
  mix: number[]
  /** What is left to gain by leaving. */
  regret: number
  /** Share of the starting mixes that lead to it, or to others that it is connected with. */
  basin: number
  /** Whether it is one of many: mixes in between are equilibria too. */
  connected: boolean
}

/** Share of the payoffs' range that moves a strategy's share in one step, and the most steps. */
const [rate, maxSteps] = [0.5, 20_000]
/** A step that moves no share by more than this is the end. */
const still = 1e-10
/** Parts in which the shares of the starting mixes are cut, and by how much mixes differ that are not the same. */
const [parts, apart] = [8, 0.01]

/**
 * Where replicator dynamics lead from a mix: strategies that pay more than the average grow in proportion (Taylor and
 * Jonker, "Evolutionary stable strategies and game dynamics", 1978), in small steps.
 * @throws RangeError when a payoff is missing.
 */
export function replicate(game: SymmetricGame, start: readonly number[]): number[] {
  const profiles = opponentProfiles(game.strategies.length, game.opponents)
  const means = meansOf(game, profiles)
  const range = rangeOf(means)
  if (range === 0) return [...start]
  let mix = [...start]
  for (let step = 0; step < maxSteps; step++) {
    const payoffs = expect(profiles, means, mix)
    const average = payoffs.reduce((sum, payoff, i) => sum + payoff * mix[i]!, 0)
    const next = mix.map((share, i) => share * (1 + (rate * (payoffs[i]! - average)) / range))
    const total = next.reduce((sum, share) => sum + share, 0)
    const moved = next.some((share, i) => Math.abs(share - mix[i]!) > still)
    mix = next.map(share => share / total)
    if (!moved) break
  }
  return mix
}

/**
 * Symmetric equilibria that replicator dynamics reach from mixes all over the simplex: the stable ones. (Where the
 * dynamics go round in circles, as in rock, paper, scissors, there is none to find.)
 * @param tolerance Regret that is taken for none, as a share of the payoffs' range.
 * @throws RangeError when a payoff is missing.
 */
export function symmetricEquilibria(game: SymmetricGame, tolerance = 0.0001): Equilibrium[] {
  const { length } = game.strategies
  const allowed = tolerance * rangeOf(meansOf(game, opponentProfiles(length, game.opponents)))
  // Every strategy begins with something: one that nobody plays never grows.
  const starts = opponentProfiles(length, parts).map(counts =>
    counts.map(count => (count + 1 / length) / (parts + 1)),
  )
  const found: (Equilibrium & { reached: number })[] = []
  for (const start of starts) {
    const mix = replicate(game, start)
    const regret = mixRegret(game, mix)
    if (regret > allowed) continue
    const same = found.find(known => isClose(known.mix, mix))
    const joined = same ?? found.find(known => mixRegret(game, middle(known.mix, mix)) <= allowed)
    if (joined === undefined) found.push({ mix, regret, basin: 0, connected: false, reached: 1 })
    else {
      joined.reached++
      joined.connected ||= same === undefined
    }
  }
  return found
    .sort((a, b) => b.reached - a.reached)
    .map(({ reached, ...equilibrium }) => ({ ...equilibrium, basin: reached / starts.length }))
}

function isClose(a: readonly number[], b: readonly number[]): boolean {
  return a.every((share, i) => Math.abs(share - b[i]!) < apart)
}

function middle(a: readonly number[], b: readonly number[]): number[] {
  return a.map((share, i) => (share + b[i]!) / 2)
}

function rangeOf(means: readonly (readonly number[])[]): number {
  const all = means.flat()
  return Math.max(...all) - Math.min(...all)
}
