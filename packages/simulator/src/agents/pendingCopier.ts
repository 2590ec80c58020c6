import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import type { Lesson } from '../engine/World.ts'

/** Attack 11: what waits to be mined can be read, and overtaken by a higher fee. */
export const pendingCopier = strategy(
  {
    name: 'pendingCopier',
    description:
      "Contributes others' pending contributions before them: the price rises for them, the work is theirs.",
    role: 'attacker',
    options: z.strictObject({
      /** Share of the pending contributions that it copies. */
      share: z.number().min(0).max(1).default(1),
      /** Whether it copies challenges too: then it has their rewards, for the same work. */
      challenges: z.boolean().default(false),
      /** At each wake-up it contributes again so many of those that others contributed before it woke. */
      again: z.int().min(0).default(0),
    }),
  },
  (agent, { share, challenges, again }) => {
    let copied = 0
    const seen: Lesson[] = []
    return {
      wake() {
        for (const lesson of seen.splice(0)) if (agent.contribute(lesson)) copied++
        agent.claimAll()
        return undefined
      },
      onPending(lesson) {
        if (seen.length < again) seen.push(lesson)
        if (agent.random.chance(share) && agent.pays(lesson) && agent.contribute(lesson)) copied++
      },
      onPendingChallenge(claim, label) {
        if (challenges && agent.world.settlement.challenge?.(agent.main, claim, label)) copied++
      },
      notes: () => ({ copied }),
    }
  },
)
