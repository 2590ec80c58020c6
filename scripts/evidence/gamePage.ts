import type { RunResult, ScenarioInput } from '@cotrain/simulator'
import {
  type Deviation,
  meanInterval,
  mixRegret,
  opponentProfiles,
  type Payoff,
  payoffOf,
  regretOf,
  type SymmetricGame,
  symmetricEquilibria,
} from '@cotrain/simulator/analysis'
import { markdownTable, milli, milliText, percent } from './markdown.ts'
import { headOf } from './page.ts'
import { deviations, gameStrategies, mechanisms, reduced } from './settings.ts'

/** One player's strategy, and how many others play which. */
export type Profile = { own: string; others: Record<string, number> }

const countsOf = (strategies: readonly string[]) => opponentProfiles(strategies.length, reduced.opponents)

/** Runs that the page of a mechanism needs: the game's, then single players who leave honesty. */
export function profilesOf(mechanism: string): Profile[] {
  const strategies = gameStrategies(mechanism)
  const othersOf = (count: readonly number[]) =>
    Object.fromEntries(strategies.map((strategy, i) => [strategy, reduced.each * count[i]!]))
  return [
    ...strategies.flatMap(own => countsOf(strategies).map(count => ({ own, others: othersOf(count) }))),
    ...deviations.map(own => ({ own, others: { honest: reduced.opponents * reduced.each } })),
  ].filter(({ own }) => own !== 'abstain')
}

/** Ether of the one player: net of gas, deposits still open counted as lost, points at what they are worth. */
function payoffIn({ populations }: RunResult, pointValue: number): number {
  const { profit, open, points } = populations.find(({ name }) => name === 'own')!
  return profit - open + pointValue * points
}

/** The game of the runs, in the order of the profiles, all seeds of one after another. */
function gameOf(
  mechanism: string,
  runs: readonly RunResult[],
  seeds: number,
): { game: SymmetricGame; leaving: SymmetricGame } {
  const gamers = gameStrategies(mechanism)
  const { pointValue = 0 } = mechanisms[mechanism]!
  const counts = countsOf(gamers)
  const samples = profilesOf(mechanism).map((_, i) =>
    runs.slice(i * seeds, (i + 1) * seeds).map(run => payoffIn(run, pointValue)),
  )
  const nothing = Array.from({ length: seeds }, () => 0)
  let next = 0
  const payoffs = gamers.flatMap((own, strategy) =>
    counts.map(
      (opponents): Payoff => ({
        strategy,
        opponents,
        samples: own === 'abstain' ? nothing : samples[next++]!,
      }),
    ),
  )
  const game = { strategies: gamers, opponents: reduced.opponents, payoffs }
  const strategies = ['honest', ...deviations]
  const opponents = strategies.map((_, i) => (i === 0 ? reduced.opponents : 0))
  const allHonest = payoffOf(
    game,
    0,
    gamers.map((_, i) => (i === 0 ? reduced.opponents : 0)),
  ).samples
  const leavingPayoffs = strategies.map((own, strategy) => ({
    strategy,
    opponents,
    samples: own === 'honest' ? allHonest : own === 'abstain' ? nothing : samples[next++]!,
  }))
  return { game, leaving: { strategies, opponents: reduced.opponents, payoffs: leavingPayoffs } }
}

/** Whether an attack beside nine honest players earns anything, or only saves gas by doing less than honest ones. */
function earningNote({ strategies, payoffs }: SymmetricGame): string {
  const attacks = payoffs
    .filter(({ strategy }) => !['honest', 'abstain'].includes(strategies[strategy]!))
    .map(({ strategy, samples }) => ({ name: strategies[strategy]!, payoff: meanInterval(samples) }))
  const earning = attacks.filter(({ payoff }) => payoff.high > 0)
  const best = attacks.reduce((a, b) => (b.payoff.mean > a.payoff.mean ? b : a))
  const amount = `\`${best.name}\`, ${milliText(best.payoff)}`
  return earning.length === 0
    ? `No attack of those tried earns anything (the best one: ${amount}): what is gained by leaving honesty is gas that is not spent.`
    : `Attacks that may earn something: ${earning.length} of ${attacks.length} (the best one: ${amount}).`
}

/** What a contribution must be worth for honesty to be better than staying away. */
function worthNote(mechanism: string, runs: readonly RunResult[], seeds: number): string {
  const honest = profilesOf(mechanism).findIndex(
    ({ own, others }) => own === 'honest' && others.honest === reduced.opponents * reduced.each,
  )
  const worth = meanInterval(
    runs.slice(honest * seeds, (honest + 1) * seeds).map(run => {
      const { contributions } = run.populations.find(({ name }) => name === 'own')!
      return -payoffIn(run, mechanisms[mechanism]!.pointValue ?? 0) / contributions
    }),
  )
  return worth.mean > 0
    ? `: a contribution must be worth ${milliText(worth)} to its contributor, its gas, for taking part to pay`
    : ''
}

function pointsNote(mechanism: string): string {
  const { pointValue } = mechanisms[mechanism]!
  return pointValue === undefined ? '' : ` A point counts as ${milli(pointValue)} of them.`
}

/** The page of the game: first what it finds, as a list. */
export function gamePage(
  mechanism: string,
  scenario: ScenarioInput,
  runs: readonly RunResult[],
  seeds: number,
  command: string,
): string {
  const { game, leaving } = gameOf(mechanism, runs, seeds)
  const strategies = gameStrategies(mechanism)
  const counts = countsOf(strategies)
  const regret = regretOf(leaving, 'honest')
  const equilibria = symmetricEquilibria(game)
  const honest = meanInterval(leaving.payoffs[0]!.samples)
  const [abstain, ...attacks] = regret.deviations as [Deviation, ...Deviation[]]
  const best = attacks.reduce((a, b) => (b.gain.mean > a.gain.mean ? b : a))
  const most = (bound: 'low' | 'high') => Math.max(...attacks.map(({ gain }) => gain[bound]))
  const mixOf = (mix: readonly number[]) =>
    mix.flatMap((share, i) => (share < 0.005 ? [] : `${percent(share)} ${strategies[i]}`)).join(', ')
  const lines = [
    `Where all ten are honest, each earns ${milliText(honest)} thousandths of an ether. The most that one gains by attacking instead is ${milli(best.gain.mean)} (95 % between ${milli(best.gain.low)} and ${milli(best.gain.high)}), by \`${best.to}\`: among those who take part, and the strategies tried, honesty is ${most('low') > 0 ? 'no best response' : most('high') > 0 ? 'not shown to be a best response, nor to be none' : 'a best response'}. Who stays away instead gains ${milliText(abstain.gain)}${worthNote(mechanism, runs, seeds)}.`,
    earningNote(leaving),
    equilibria.length === 0
      ? 'Replicator dynamics find no stable symmetric equilibrium.'
      : `Stable symmetric equilibria among ${strategies.join(', ')}: ${equilibria.map(({ mix, basin, connected }) => `${mixOf(mix)}${connected ? ' and others connected with it' : ''} (from ${percent(basin)} of the starts)`).join('; ')}.`,
  ]
  const about = `An empirical game (Wellman 2006): what a player earns by each strategy, from ${seeds} seeds of simulation. Payoffs are thousandths of an ether over 30 days, net of gas, deposits still open at the end counted as lost.${pointsNote(mechanism)} That honest people also want a good model, and that saboteurs want a bad one, is not in them: \`malicious\` stands for what sabotage costs.`
  return `${headOf(scenario.name, about, command, lines)}

## Leaving "everybody is honest"

One of ten players leaves; gains are paired by seed, and the intervals hold for all rows together (95 %, Bonferroni). Positive: honesty is not the best that one can do.

${markdownTable(
  ['to', 'gain'],
  regret.deviations.map(({ to, gain }) => [to, milliText(gain)]),
)}

## Payoffs

One player against nine others who play in threes (deviation-preserving reduction to four players, Wiedenbeck & Wellman 2012).

${markdownTable(
  ['the nine others', ...strategies],
  counts.map(count => [
    count
      .flatMap((number, i) => (number === 0 ? [] : `${number * reduced.each} ${strategies[i]}`))
      .join(', '),
    ...strategies.map((_, i) => milliText(meanInterval(payoffOf(game, i, count).samples))),
  ]),
)}

## Equilibria

Replicator dynamics (Taylor & Jonker 1978) from mixes all over the simplex, on the mean payoffs. Regret is what a player could still gain. A copier where nobody contributes has nothing to copy, and does the same as one who abstains.

${markdownTable(
  ['mix', 'share of the starts', 'regret'],
  equilibria.map(({ mix, basin, connected }) => [
    `${mixOf(mix)}${connected ? ', and others connected with it' : ''}`,
    percent(basin),
    milli(mixRegret(game, mix)),
  ]),
)}

## Sources

- M. P. Wellman, Methods for Empirical Game-Theoretic Analysis, AAAI 2006.
- P. D. Taylor and L. B. Jonker, Evolutionary stable strategies and game dynamics, Mathematical Biosciences 40, 1978.
- B. Wiedenbeck and M. P. Wellman, Scaling Simulation-Based Game Analysis through Deviation-Preserving Reduction, AAMAS 2012.
`
}
