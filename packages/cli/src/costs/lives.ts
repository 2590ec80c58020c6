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
  { mechanism: 'deposits', words: 20, bytes: 996, osaka: 150749, amsterdam: 176649 },
  { mechanism: 'deposits', words: 60, bytes: 1124, osaka: 199468, amsterdam: 225368 },
  { mechanism: 'deposits', words: 120, bytes: 1380, osaka: 250530, amsterdam: 276430 },
  { mechanism: 'points', words: 20, bytes: 996, osaka: 142452, amsterdam: 145652 },
  { mechanism: 'points', words: 60, bytes: 1124, osaka: 191152, amsterdam: 194352 },
  { mechanism: 'bonded', words: 20, bytes: 1060, osaka: 145377, amsterdam: 156877 },
  { mechanism: 'bonded', words: 60, bytes: 1188, osaka: 194071, amsterdam: 205571 },
  { mechanism: 'market', words: 20, bytes: 740, osaka: 85497, amsterdam: 90999 },
  { mechanism: 'market', words: 60, bytes: 804, osaka: 87393, amsterdam: 92895 },
]
