import type { MechanismName } from '../../kinds/kinds.ts'
import { bondedDepositRefundTake } from '../incentives/BondedDepositRefundTake.ts'
import { depositRefundTake } from '../incentives/DepositRefundTake.ts'
import { points } from '../incentives/Points.ts'
import { predictionMarket } from '../incentives/PredictionMarket.ts'

/** What each mechanism brings to its trainers. */
export const mechanisms = {
  'deposit-refund-take': depositRefundTake,
  points,
  'prediction-market': predictionMarket,
  'bonded-deposits': bondedDepositRefundTake,
} as const satisfies Record<MechanismName, object>
