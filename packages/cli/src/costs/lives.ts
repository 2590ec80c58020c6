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
  { mechanism: 'deposits', words: 20, bytes: 996, osaka: 150925, amsterdam: 176825 },
  { mechanism: 'deposits', words: 60, bytes: 1124, osaka: 199644, amsterdam: 225544 },
  { mechanism: 'deposits', words: 120, bytes: 1380, osaka: 250706, amsterdam: 276606 },
  { mechanism: 'points', words: 20, bytes: 996, osaka: 142628, amsterdam: 145828 },
  { mechanism: 'points', words: 60, bytes: 1124, osaka: 191328, amsterdam: 194528 },
  { mechanism: 'bonded', words: 20, bytes: 1060, osaka: 146830, amsterdam: 158330 },
  { mechanism: 'bonded', words: 60, bytes: 1188, osaka: 195524, amsterdam: 207024 },
  { mechanism: 'market', words: 20, bytes: 386, osaka: 89795, amsterdam: 112557 },
  { mechanism: 'market', words: 60, bytes: 514, osaka: 121735, amsterdam: 141421 },
]
