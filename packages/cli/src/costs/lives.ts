import type { MechanismName } from '@cotrain/sdk'

/** A contribution that the model agrees with, and its claim: gas of both on Osaka and on Amsterdam, and their bytes. */
export type Life = {
  mechanism: MechanismName
  words: number
  bytes: number
  osaka: number
  amsterdam: number
}

/** Of a sparse perceptron with 1,000 words, written by `npm run figures` from bench/snapshots/gas.json. */
export const lives: readonly Life[] = [
  { mechanism: 'deposits', words: 20, bytes: 868, osaka: 160799, amsterdam: 267803 },
  { mechanism: 'deposits', words: 60, bytes: 996, osaka: 209493, amsterdam: 316497 },
  { mechanism: 'deposits', words: 120, bytes: 1252, osaka: 260568, amsterdam: 367572 },
  { mechanism: 'points', words: 20, bytes: 868, osaka: 154633, amsterdam: 238937 },
  { mechanism: 'points', words: 60, bytes: 996, osaka: 203321, amsterdam: 287625 },
  { mechanism: 'bonded', words: 20, bytes: 932, osaka: 155080, amsterdam: 247684 },
  { mechanism: 'bonded', words: 60, bytes: 1060, osaka: 203774, amsterdam: 296378 },
  { mechanism: 'market', words: 20, bytes: 740, osaka: 102840, amsterdam: 196692 },
  { mechanism: 'market', words: 60, bytes: 804, osaka: 104736, amsterdam: 198588 },
]
