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
    }),
  },
  (agent, { share }) => {
    let copied = 0
    return {
      wake() {
        agent.claimAll()
        return undefined
      },
      onPending(lesson) {
        if (agent.random.chance(share) && agent.contribute(lesson)) copied++
      },
      notes: () => ({ copied }),
    }
  },
)
