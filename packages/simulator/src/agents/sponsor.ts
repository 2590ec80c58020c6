import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { sponsorOf } from './sponsorOf.ts'

/** Under other mechanisms, and where another agent is the sponsor, it does nothing. */
export const sponsor = strategy(
  {
    name: 'sponsor',
    description: 'Pays the bounty of a market, reveals its test set in time, and settles the market.',
    role: 'neutral',
    sponsors: true,
    options: z.strictObject({}),
  },
  agent => {
    const it = sponsorOf(agent)
    return { begin: () => it?.begin(), wake: () => it?.act() }
  },
)
