import type { MechanismName } from '../../kinds/abis.ts'
import { bonded } from '../incentives/Bonded.ts'
import { deposits } from '../incentives/Deposits.ts'
import { market } from '../incentives/MarketIncentive.ts'
import { points } from '../incentives/Points.ts'

/** What each mechanism brings to its trainers. */
export const mechanisms: {
  readonly deposits: typeof deposits
  readonly points: typeof points
  readonly market: typeof market
  readonly bonded: typeof bonded
} & Record<MechanismName, object> = { deposits, points, market, bonded }
