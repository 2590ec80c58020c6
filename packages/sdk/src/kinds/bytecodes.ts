import type { Hex } from 'viem'
import { trainerBytecodes } from '../abi/generated/bytecodes.ts'
import type { Kind } from './abis.ts'
import { contractOf } from './trainers.ts'

/** The creation code of a trainer. In a file of its own: it is much, and only who deploys needs it. */
export function bytecodeOf(kind: Kind): Hex {
  return trainerBytecodes[contractOf(kind)]
}
