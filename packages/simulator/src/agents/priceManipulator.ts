import { z } from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Attack 5: every contribution sets the price back to its top, and one that the model agrees with is refunded. */
export const priceManipulator = strategy(
  {
    name: 'priceManipulator',
    description:
      'Keeps the price up, so that others cannot afford to contribute; its own deposits are refunded.',
    role: 'attacker',
    options: z.strictObject({
      /** Contributes when the price has fallen to this share of its top. */
      below: z.number().min(0).max(1).default(0.2),
    }),
  },
  (agent, { below }) => ({
    wake() {
      const { settlement } = agent.world
      // Where contributing is free there is no price to keep up.
      if (settlement.topPrice() > 0n && settlement.priceLevel() <= below) agent.echo()
      agent.claimAll()
      return undefined
    },
  }),
)
