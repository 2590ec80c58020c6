import { bonded } from './bonded.ts'
import { deposits } from './deposits.ts'
import type { Mechanism } from './Mechanism.ts'
import { market } from './market.ts'
import { points } from './points.ts'
import { publishedMarket } from './publishedMarket.ts'

/** All mechanisms, which scenarios can name; a line for each. */
export const mechanisms = {
  deposits,
  bonded,
  points,
  market,
  'published market': publishedMarket,
} as const satisfies Record<string, Mechanism>
