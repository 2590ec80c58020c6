import { bondedDeposits } from './bondedDeposits.ts'
import { depositRefundTake } from './depositRefundTake.ts'
import type { Mechanism } from './Mechanism.ts'
import { points } from './points.ts'
import { predictionMarket } from './predictionMarket.ts'

/** All mechanisms that scenarios can name; a line for each. */
export const mechanisms = {
  deposits: depositRefundTake,
  market: predictionMarket,
  bonded: bondedDeposits,
  points,
} as const satisfies Record<string, Mechanism>

export type MechanismName = keyof typeof mechanisms
