import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Lives on what others put at stake: on their mistakes, or as one of a cartel on their right labels too. */
export const watcher = strategy(
  {
    name: 'watcher',
    description:
      'Contributes nothing, and contradicts wrong labels of others, or as a cartel all their labels.',
    role: 'neutral',
    options: z.strictObject({
      /** Of what others contribute, the share that it looks at. */
      watches: z.number().min(0).max(1).default(1),
      /** It gives up on a contribution that was contradicted so often. */
      rounds: z.int().min(0).default(6),
      /** Whether it contradicts right labels too: worth most to many of them with one purse. */
      cartel: z.boolean().default(false),
    }),
  },
  (agent, { watches, rounds, cartel }) => ({
    findsDuplicates: watches > 0,
    opinion({ author, label, example }, account, challenges) {
      if (challenges >= rounds || agent.owns(author)) return undefined
      const isIn = account.claims.some(claim => claim.example === example)
      if (!isIn && !agent.random.chance(watches)) return undefined
      agent.work('look')
      return cartel ? (label + 1) % agent.world.classes : example.label
    },
    wake() {
      agent.claimAll()
      return undefined
    },
  }),
)
