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
  { mechanism: 'deposits', words: 20, bytes: 996, osaka: 150823, amsterdam: 176723 },
  { mechanism: 'deposits', words: 60, bytes: 1124, osaka: 199542, amsterdam: 225442 },
  { mechanism: 'deposits', words: 120, bytes: 1380, osaka: 250604, amsterdam: 276504 },
  { mechanism: 'points', words: 20, bytes: 996, osaka: 142526, amsterdam: 145726 },
  { mechanism: 'points', words: 60, bytes: 1124, osaka: 191226, amsterdam: 194426 },
  { mechanism: 'bonded', words: 20, bytes: 1060, osaka: 146754, amsterdam: 158254 },
  { mechanism: 'bonded', words: 60, bytes: 1188, osaka: 195448, amsterdam: 206948 },
  { mechanism: 'market', words: 20, bytes: 740, osaka: 85558, amsterdam: 91060 },
  { mechanism: 'market', words: 60, bytes: 804, osaka: 87454, amsterdam: 92956 },
]
