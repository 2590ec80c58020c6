import type { MechanismName } from '../../kinds/abis.ts'
import { bondedDepositRefundTake } from '../incentives/BondedDepositRefundTake.ts'
import { depositRefundTake } from '../incentives/DepositRefundTake.ts'
import { points } from '../incentives/Points.ts'
import { predictionMarket } from '../incentives/PredictionMarket.ts'

/** What each mechanism brings to its trainers. */
export const mechanisms = {
  deposits: depositRefundTake,
  points,
  market: predictionMarket,
  bonded: bondedDepositRefundTake,
} as const satisfies Record<MechanismName, object>
