import * as z from 'zod'
import type { Claim } from '../engine/Claim.ts'
import { strategy } from '../engine/Strategy.ts'

const month = 30 * 86_400
/** Seconds before its end in which it sends none. */
const correctable = 2 * 86_400

/** A fund for those who watch, without new code: whoever finds what it did on purpose has its deposit. */
export const decoySponsor = strategy(
  {
    name: 'decoySponsor',
    description:
      'Contributes wrong labels on purpose now and then, and corrects itself at the last moment where nobody else has.',
    role: 'neutral',
    options: z.strictObject({
      /** Wrong labels in 30 days. */
      decoys: z.number().positive().default(15),
    }),
  },
  (agent, { decoys }) => {
    const { settlement } = agent.world
    const out: { claim: Claim; lastChance: number }[] = []
    let [sent, found] = [0, 0]
    let next = 0
    const later = () => agent.world.time + Math.max(1, Math.round(agent.random.exponential(month / decoys)))
    /** None so late that it could not correct it any more. */
    const mayStill = () => agent.world.time < agent.world.startTime + agent.settings.until - correctable
    const send = () => {
      if (!mayStill() || !agent.teachNext(truth => agent.otherThan(truth))) return
      sent++
      const claim = agent.main.claims.at(-1)!
      out.push({ claim, lastChance: lastChanceOf(claim) })
    }
    const lastChanceOf = (claim: Claim) => (settlement.finalAt?.(claim) ?? 0) - 1
    const correct = () => {
      for (const decoy of out.splice(0)) {
        const { claim, lastChance } = decoy
        if (!claim.open || lastChanceOf(claim) !== lastChance) found++
        else if (lastChance > agent.world.time) out.push(decoy)
        else settlement.challenge?.(agent.main, claim, claim.example.label)
      }
    }
    return {
      begin: () => {
        next = later()
        return next
      },
      wake() {
        correct()
        if (agent.world.time >= next) {
          send()
          next = later()
        }
        agent.claimAll()
        return Math.min(next, ...out.map(({ lastChance }) => lastChance))
      },
      notes: () => ({ sent, found }),
    }
  },
)
