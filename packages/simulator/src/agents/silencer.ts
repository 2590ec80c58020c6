import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { canFinish, otherAfter } from './escalation.ts'

/** Nobody learns what was challenged as often as it may be, and all these challenges may be of one purse. */
export const silencer = strategy(
  {
    name: 'silencer',
    description:
      'Challenges right labels as often as that is possible in one block, so that nobody learns them: a deposit for a deposit.',
    role: 'attacker',
    options: z.strictObject({
      /** Share of what others contribute that it silences, as far as its purse goes. */
      share: z.number().min(0).max(1).default(1),
    }),
  },
  (agent, { share }) => {
    let silenced = 0
    return {
      motive: 'harm',
      opinion(claim, account, challenges) {
        if (agent.owns(claim.author) || claim.label !== claim.example.label) return undefined
        if (challenges === 0) {
          if (!agent.random.chance(share) || !canFinish(agent, claim, 0)) return undefined
          silenced++
        } else if (!account.claims.includes(claim)) return undefined
        return otherAfter(agent, claim, challenges)
      },
      wake() {
        agent.claimAll()
        return undefined
      },
      notes: () => ({ silenced }),
    }
  },
)
