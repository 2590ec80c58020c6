import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { canFinish, otherAfter } from './escalation.ts'

/** Who is neither the contributor nor the first challenger loses nothing when a dispute is dropped. */
export const spoiler = strategy(
  {
    name: 'spoiler',
    description:
      'Has disputes of others dropped for nothing: makes all challenges that are left itself, and is paid them back.',
    role: 'attacker',
    options: z.strictObject({
      /** Share of the disputes that it has dropped. */
      share: z.number().min(0).max(1).default(1),
      /** Share of the wake-ups at which it contributes a wrong label: safer when nobody dares to contradict any more. */
      poison: z.number().min(0).max(1).default(0),
    }),
  },
  (agent, { share, poison }) => {
    let spoilt = 0
    return {
      motive: 'harm',
      opinion(claim, account, challenges) {
        const begun = account.claims.includes(claim) && !agent.owns(claim.author)
        if (challenges === 0) return undefined
        if (!begun) {
          if (!agent.random.chance(share) || !canFinish(agent, claim, challenges)) return undefined
          spoilt++
        }
        return otherAfter(agent, claim, challenges)
      },
      wake() {
        if (agent.random.chance(poison)) agent.teachNext(truth => agent.otherThan(truth))
        agent.claimAll()
        return undefined
      },
      notes: () => ({ spoilt }),
    }
  },
)
