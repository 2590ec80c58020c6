import type { Agent } from '../engine/Agent.ts'
import type { Behaviour } from '../engine/Strategy.ts'
import type { Lesson } from '../engine/World.ts'
import type { Sealed } from '../mechanisms/market/BlindMarket.ts'
import { Bundler } from '../mechanisms/market/Bundler.ts'
import { bestReveals } from '../mechanisms/market/foresee.ts'
import { marketSponsorOf } from './sponsorOf.ts'

/** Ways to cheat in a blind market. */
export type MarketCheat = 'vanish' | 'dilute' | 'bogus' | 'insider' | 'partake' | 'lots'

/**
 * The sponsor of a blind market who cheats; undefined where it is none. Its other accounts contribute. (Whether to publish
 * the test set is no choice: who does not publish it has nothing back of the bounty.)
 * @param spoilt Of `bogus`: the share of the test samples that get wrong labels.
 */
export function marketCheat(agent: Agent, how: MarketCheat, spoilt: number): Behaviour | undefined {
  const wrong = how === 'bogus' ? spoilt : 0
  const sponsor = marketSponsorOf(agent, ({ label }) =>
    agent.random.chance(wrong) ? agent.otherThan(label) : label,
  )
  if (sponsor === undefined) return undefined
  const { market } = sponsor
  const others = Array.from({ length: agent.settings.bundles.accounts }, () => agent.addAccount())
  const vanishes = how === 'vanish' || how === 'dilute'
  let [round, told]: [number, Lesson[]] = [0, []]
  const fromTest = () => {
    if (round !== market.round) {
      round = market.round
      told = sponsor.pages.flatMap(({ lessons }) => lessons)
    }
    return told.splice(agent.random.below(Math.max(1, told.length)), 1)[0]
  }
  const lesson =
    how === 'dilute'
      ? () => agent.known(({ sample }) => agent.world.predict(sample))
      : how === 'lots' || how === 'partake'
        ? () => agent.takeNext(truth => truth)
        : fromTest
  const chosen = (bundles: readonly Sealed[]) =>
    how === 'lots' ? bestReveals(agent, market, sponsor.pages, bundles) : bundles
  const { bundles } = agent.settings
  const plan = how === 'lots' ? { ...bundles, reveal: 'late' as const } : bundles
  const bundler =
    how === 'vanish' ? undefined : new Bundler(agent, market, { lesson, chosen, accounts: others }, plan)
  return {
    begin: () => sponsor.begin(),
    wake() {
      const next = bundler?.act() ?? Number.POSITIVE_INFINITY
      if (vanishes && market.phaseName === 'Testing') return Number(market.state.testUntil)
      const due = sponsor.act()
      if (due === undefined) return Number.isFinite(next) ? next : undefined
      return Math.min(due, next)
    },
  }
}
