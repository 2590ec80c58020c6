import type { MechanismName } from '@cotrain/sdk/kinds'
import { bonded } from './bonded.ts'
import { deposits } from './deposits.ts'
import type { Mechanism } from './Mechanism.ts'
import { market } from './market.ts'
import { points } from './points.ts'

/** All mechanisms, which scenarios can name; a line for each. */
export const mechanisms = { deposits, market, bonded, points } as const satisfies Record<
  MechanismName,
  Mechanism
>
