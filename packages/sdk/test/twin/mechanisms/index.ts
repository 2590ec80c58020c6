import type { MechanismName } from '../../../src/kinds/index.ts'
import type { Twin } from '../../../src/twin/index.ts'
import { bondedSide } from './bonded.ts'
import { depositSide } from './deposits.ts'
import type { MechanismSide } from './MechanismSide.ts'
import { marketSide } from './market.ts'
import { pointsSide } from './points.ts'

/** What random sequences must know of each mechanism. */
export const mechanismSides: { readonly [name in MechanismName]: MechanismSide } = {
  deposits: depositSide,
  points: pointsSide,
  market: marketSide,
  bonded: bondedSide,
}

/** How the mechanism of the twin's models differs from others. */
export function mechanismOf(twin: Twin): MechanismSide {
  return mechanismSides[twin.mechanism]
}
