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
  { mechanism: 'deposits', words: 20, bytes: 868, osaka: 151806, amsterdam: 258010 },
  { mechanism: 'deposits', words: 60, bytes: 996, osaka: 200033, amsterdam: 306237 },
  { mechanism: 'deposits', words: 120, bytes: 1252, osaka: 251285, amsterdam: 357489 },
  { mechanism: 'points', words: 20, bytes: 868, osaka: 150893, amsterdam: 234397 },
  { mechanism: 'points', words: 60, bytes: 996, osaka: 205853, amsterdam: 289357 },
  { mechanism: 'bonded', words: 20, bytes: 932, osaka: 145833, amsterdam: 237637 },
  { mechanism: 'bonded', words: 60, bytes: 1060, osaka: 194057, amsterdam: 285861 },
  { mechanism: 'market', words: 20, bytes: 740, osaka: 98321, amsterdam: 191777 },
  { mechanism: 'market', words: 60, bytes: 804, osaka: 100569, amsterdam: 194025 },
]
