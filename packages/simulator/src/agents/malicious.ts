import { z } from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** The ancestor's bad agent. */
export const malicious = strategy(
  {
    name: 'malicious',
    description: 'Contributes every sample with a wrong label.',
    role: 'attacker',
    options: z.strictObject({}),
  },
  agent => ({
    wake() {
      agent.teachNext(truth => agent.otherThan(truth))
      agent.claimAll()
      return undefined
    },
  }),
)
