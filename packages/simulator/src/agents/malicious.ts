import * as z from 'zod'
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
      /** On how many contributions it has stakes at a time, at most: on few its purse is long on each. */
      disputes: z.int().min(1).optional(),
    }),
  },
  (agent, { rounds, disputes = Number.POSITIVE_INFINITY }) => ({
    motive: 'harm',
    lesson: () => agent.takeNext(truth => agent.otherThan(truth)),
    opinion(claim, account, challenges) {
      const { label, example } = claim
      if (challenges >= rounds) return undefined
      if (!account.claims.includes(claim) && account.open().length >= disputes) return undefined
      return label === example.label ? agent.otherThan(label) : label
    },
    wake() {
      if (agent.main.open().length < disputes) agent.teachNext(truth => agent.otherThan(truth))
      agent.claimAll()
      return undefined
    },
  }),
)
