import { z } from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** The ancestor's bad agent. */
export const malicious = strategy(
  {
    name: 'malicious',
    description: 'Contributes every sample with a wrong label.',
    role: 'attacker',
    options: z.strictObject({
      /** It contradicts right labels, and whom it is contradicted by, unless a contribution was contradicted so often. */
      rounds: z.int().min(0).default(1),
    }),
  },
  (agent, { rounds }) => ({
    atALoss: true,
    opinion({ label, example }, _account, challenges) {
      if (challenges >= rounds) return undefined
      return label === example.label ? agent.otherThan(label) : label
    },
    wake() {
      agent.teachNext(truth => agent.otherThan(truth))
      agent.claimAll()
      return undefined
    },
  }),
)
