import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import type { Sealed } from '../mechanisms/market/BlindMarket.ts'
import { Bundler } from '../mechanisms/market/Bundler.ts'
import { fallsAfter } from '../mechanisms/market/foresee.ts'
import { marketOf } from '../mechanisms/market/marketOf.ts'

/** Who reveals last knows what the others have revealed, and may keep its own to itself, for a stake each. */
export const lastRevealer = strategy(
  {
    name: 'lastRevealer',
    description:
      'Commits bundles to a blind market, and reveals those at the last moment that seem to be worth their stake by then.',
    role: 'attacker',
    options: z.strictObject({
      /** Probability of a wrong label. */
      mistakes: z.number().min(0).max(1).default(0.0001),
      /** Ether that a bundle must seem to win, or lose at most where it is below 0, to be revealed. */
      least: z.number().default(-0.05),
      /** Test sets that it draws from the samples that everybody knows, to foresee what a bundle brings. */
      trials: z.int().min(1).default(4),
    }),
  },
  (agent, { mistakes, least, trials }) => {
    const { world, random } = agent
    let withheld = 0
    const lesson = () => {
      const taken = agent.takeNext(truth => (random.chance(mistakes) ? agent.otherThan(truth) : truth))
      if (taken !== undefined) agent.work('label')
      return taken
    }
    const market = marketOf(world)
    if (market === undefined) return { wake: () => undefined }
    const chosen = (bundles: readonly Sealed[]) => {
      const others = market.ofRound().filter(({ status }) => status === 'revealed')
      const value = Number(market.state.options.value) / 1e18
      const kept = bundles.filter(bundle => {
        const falls = fallsAfter(world, market, others, bundle, trials, random)
        return value * (falls.reduce((sum, fall) => sum + fall, 0) / falls.length) >= least
      })
      withheld += bundles.length - kept.length
      return kept
    }
    const plan = { ...agent.settings.bundles, reveal: 'late' as const }
    const bundler = new Bundler(agent, market, { lesson, chosen }, plan)
    return {
      begin: () => world.startTime + 60,
      wake: () => bundler.act(),
      notes: () => ({ withheld }),
    }
  },
)
