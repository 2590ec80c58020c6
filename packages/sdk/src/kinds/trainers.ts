import type { Address } from 'viem'
import { trainers } from '../abi/generated/trainers.ts'
import type { ClassifierName, Kind, MechanismName } from './abis.ts'
import { classifierNames, classifiers } from './classifiers.ts'
import { mechanismNames, mechanisms } from './mechanisms.ts'
import type { TrainerAbi } from './types.ts'

// One contract holds all models of one classifier under one mechanism; only this file and bytecodes.ts know that.

/** The deterministic deployment proxy: it deploys the same code to the same address on every chain that has it. */
export const deployerProxy: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** What each trainer is made for: every classifier under every mechanism. */
export const kinds: readonly Kind[] = /*#__PURE__*/ mechanismNames.flatMap(kindsUnder)

/** The trainers of a mechanism, by what they are made for. */
export function kindsUnder<mechanism extends MechanismName>(mechanism: mechanism): Kind<mechanism>[] {
  return classifierNames.map(classifier => ({ mechanism, classifier }))
}

/** The contract of a trainer, as its files are named. */
export function contractOf({ mechanism, classifier }: Kind): keyof typeof trainers {
  const title = `${classifiers[classifier].contract}${mechanisms[mechanism].contract}` as const
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}` as Uncapitalize<typeof title>
}

/**
 * The address of a trainer, the same on every chain: CREATE2 of its bytecode through {@link deployerProxy}, salt zero.
 */
export function trainerAddress(kind: Kind): Address {
  return trainers[contractOf(kind)].address
}

/** The ABI of the trainer that holds a model. */
export function abiOf<mechanism extends MechanismName, classifier extends ClassifierName>(
  kind: Kind<mechanism, classifier>,
): TrainerAbi<mechanism, classifier> {
  return trainers[contractOf(kind)].abi as unknown as TrainerAbi<mechanism, classifier>
}
