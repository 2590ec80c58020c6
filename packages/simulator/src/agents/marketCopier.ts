import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import type { Lesson } from '../engine/World.ts'
import type { Sealed } from '../mechanisms/market/BlindMarket.ts'
import { Bundler } from '../mechanisms/market/Bundler.ts'
import { marketOf } from '../mechanisms/market/marketOf.ts'

/** Others' work: what they revealed in the last market is known, and so is what they have committed to, as a hash. */
export const marketCopier = strategy(
  {
    name: 'marketCopier',
    description:
      'Commits to a blind market what others revealed in the one before, or to what others have committed to.',
    role: 'attacker',
    options: z.strictObject({
      /** Commitments of others that it copies in each market; it cannot reveal them. */
      commitments: z.int().min(0).default(0),
    }),
  },
  (agent, { commitments }) => {
    const { world, random } = agent
    const market = marketOf(world)
    if (market === undefined) return { wake: () => undefined }
    let copied = 0
    let [round, known]: [number, Lesson[]] = [0, []]
    const lesson = () => {
      if (market.round !== round) {
        round = market.round
        const shown = market
          .ofRound(round - 1)
          .filter(sealed => sealed.account.agent !== agent && sealed.shown)
        const all = shown.flatMap(({ lessons }) => lessons)
        known = Array.from(random.permutation(all.length), i => all[i]!)
      }
      return known.pop()
    }
    const bundler = new Bundler(agent, market, { lesson })
    const copies: { copy: Sealed; original: Sealed }[] = []
    const copy = () => {
      const others = market
        .ofRound()
        .filter(({ account, lessons }) => account.agent !== agent && lessons.length > 0)
      for (const original of others.slice(copies.length, commitments)) {
        const made = market.commitCopy(agent.main, original)
        if (made === undefined) return
        copies.push({ copy: made, original })
        copied++
      }
    }
    const reveal = () => {
      for (const { copy: made, original } of copies.splice(0)) {
        if (original.shown) market.reveal({ ...made, lessons: original.lessons, salt: original.salt })
      }
    }
    return {
      begin: () => world.startTime + 60,
      wake() {
        const next = bundler.act()
        if (market.phaseName === 'Committing') copy()
        else if (world.time > Number(market.state.revealUntil) - 600) reveal()
        return commitments === 0 ? next : Math.min(next, world.time + 600)
      },
      notes: () => ({ copied }),
    }
  },
)
