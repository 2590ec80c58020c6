import type { Hex } from 'viem'
import { moduleBytecodes, trainerBytecodes } from '../abi/generated/bytecodes.ts'
import type { ClassifierName, MechanismName } from './abis.ts'
import { contractOf } from './trainers.ts'

// In a file of its own: it is much, and only who deploys needs it.

/** The creation code of the trainer of a mechanism. */
export function trainerBytecode(mechanism: MechanismName): Hex {
  return trainerBytecodes[mechanism]
}

/** The creation code of a classifier. */
export function moduleBytecode(classifier: ClassifierName): Hex {
  return moduleBytecodes[contractOf(classifier)]
}
