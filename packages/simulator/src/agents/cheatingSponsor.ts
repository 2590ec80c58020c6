import * as z from 'zod'
import type { Agent } from '../engine/Agent.ts'
import { type Behaviour, strategy } from '../engine/Strategy.ts'
import type { Lesson } from '../engine/World.ts'
import { publishedMarketOf, sponsorOf } from '../mechanisms/publishedMarket/sponsorOf.ts'
import { marketCheat } from './marketCheat.ts'

/** Ways in which a sponsor may cheat. Under other mechanisms, and where another is the sponsor, it does nothing. */
export const cheatingSponsor = strategy(
  {
    name: 'cheatingSponsor',
    description:
      'Opens a market and does not publish its test set, publishes one with wrong labels, or contributes to it itself.',
    role: 'attacker',
    sponsors: true,
    options: z.strictObject({
      /**
       * `vanish`: never reveals the hidden pieces. `dilute`: the same, and a second account fills the market, so that
       * most of the bounty comes back to it. `bogus`: pieces have wrong labels, and a second account contributes them.
       * `insider`: plays by the rules, but a second account contributes the hidden pieces. `partake` and
       * `lots`, in blind markets only: other accounts contribute samples of the stream, and reveal all; or last, knowing
       * the salt of the test set, what suits the sponsor best.
       */
      how: z.enum(['vanish', 'dilute', 'bogus', 'insider', 'partake', 'lots']).default('vanish'),
      /** Contributions of the second account at each wake-up. */
      perWakeUp: z.int().min(1).default(20),
      /** Of `bogus`: the share of the pieces that have wrong labels. Those that are drawn can be seen. */
      spoilt: z.number().min(0).max(1).default(0.5),
    }),
  },
  (agent, { how, perWakeUp, spoilt }) => {
    const blind = marketCheat(agent, how, spoilt)
    if (blind !== undefined) return blind
    if (how === 'partake' || how === 'lots') return idle
    if (how === 'bogus' || how === 'insider') return knowing(agent, perWakeUp, how === 'bogus' ? spoilt : 0)
    const it = sponsorOf(agent)
    if (it === undefined) return idle
    const second = how === 'dilute' ? agent.addAccount() : undefined
    return {
      begin: () => it.begin(),
      wake() {
        if (second !== undefined && it.market.phaseName === 'Open') {
          for (let i = 0; i < perWakeUp && agent.echo(second); i++);
        }
        const { phaseName } = it.market
        if (phaseName === 'Revealing') return undefined
        if (phaseName === 'Defaulted') agent.claimAll()
        return it.act()
      },
    }
  },
)

const idle: Behaviour = { wake: () => undefined }

/** Wrong labels in the share `spoilt` of the pieces; a second account contributes what those of them say that stay
 * hidden, and where none is spoilt what all hidden ones say. */
function knowing(agent: Agent, perWakeUp: number, spoilt: number): Behaviour {
  const told = new Map<number, Lesson[]>()
  const { pieces = 0 } = publishedMarketOf(agent.world)?.terms ?? {}
  const it = sponsorOf(agent, (example, piece) => {
    const isSpoilt = piece < spoilt * pieces
    if (spoilt > 0 && !isSpoilt) return example.label
    const label = isSpoilt ? agent.otherThan(example.label) : example.label
    told.set(piece, [...(told.get(piece) ?? []), { example, label }])
    return label
  })
  if (it === undefined) return idle
  const second = agent.addAccount()
  const isShown = (piece: number) => (it.market.state.drawn >> BigInt(piece)) & 1n
  let lessons: Lesson[] | undefined
  return {
    begin: () => it.begin(),
    wake() {
      const { phaseName } = it.market
      if (phaseName === 'Settled') agent.claimAll()
      if (phaseName === 'Open') {
        lessons ??= [...told].flatMap(([piece, list]) => (isShown(piece) ? [] : list))
        for (let i = 0; i < perWakeUp && lessons.length > 0; i++) {
          if (agent.contribute(lessons[0]!, second)) lessons.shift()
        }
      }
      return it.act()
    },
    notes: () =>
      spoilt === 0 ? {} : { spoiltPieces: told.size, spoiltShown: [...told.keys()].filter(isShown).length },
  }
}
