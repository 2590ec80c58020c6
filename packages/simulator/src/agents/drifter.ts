import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Who watches for change sees none: each day is but a little worse than the last one. */
export const drifter = strategy(
  {
    name: 'drifter',
    description:
      'Begins with right labels, and gives wrong ones more and more often, as if the world changed.',
    role: 'attacker',
    options: z.strictObject({
      /** Seconds with right labels only. */
      quiet: z.number().min(0).default(432_000),
      /** Seconds until the share of wrong labels has risen from 0 to `wrong`. */
      over: z.number().positive().default(864_000),
      /** Share of wrong labels in the end. */
      wrong: z.number().min(0).max(1).default(1),
    }),
  },
  (agent, { quiet, over, wrong }) => ({
    wake() {
      const { time, startTime } = agent.world
      const risen = Math.min(1, Math.max(0, (time - startTime - quiet) / over))
      agent.teachNext(truth => (agent.random.chance(risen * wrong) ? agent.otherThan(truth) : truth))
      agent.claimAll()
      return undefined
    },
  }),
)
