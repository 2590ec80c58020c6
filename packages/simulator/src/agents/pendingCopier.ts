import { z } from 'zod'
import { strategy } from '../engine/Strategy.ts'

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
    }),
  },
  (agent, { share, challenges }) => {
    let copied = 0
    return {
      wake() {
        agent.claimAll()
        return undefined
      },
      onPending(lesson) {
        if (agent.random.chance(share) && agent.pays(lesson) && agent.contribute(lesson)) copied++
      },
      onPendingChallenge(claim, label) {
        if (challenges && agent.world.settlement.challenge?.(agent.main, claim, label)) copied++
      },
      notes: () => ({ copied }),
    }
  },
)
