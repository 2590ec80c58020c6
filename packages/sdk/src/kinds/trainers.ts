import type { Address } from 'viem'
import { moduleAddresses, trainerAddresses } from '../abi/index.ts'
import type { ClassifierName, Kind, MechanismName, Trainer } from './abis.ts'
import { classifierNames, classifiers } from './classifiers.ts'
import { mechanismNames } from './mechanisms.ts'

/** The deterministic deployment proxy: it deploys the same code to the same address on every chain that has it. */
export const deployerProxy: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** All that a model can be: every classifier under every mechanism. */
export const kinds: readonly Kind[] = /*#__PURE__*/ mechanismNames.flatMap(kindsUnder)

/** What a model under a mechanism can be. */
export function kindsUnder<mechanism extends MechanismName>(mechanism: mechanism): Kind<mechanism>[] {
  return classifierNames.map(classifier => ({ mechanism, classifier }))
}

/** The trainer of a mechanism, at the same address on every chain: CREATE2 through {@link deployerProxy}, salt zero. */
export function trainerOf<mechanism extends MechanismName>(mechanism: mechanism): Trainer<mechanism> {
  return { mechanism, trainer: trainerAddresses[mechanism] }
}

/** Where the code of a classifier stands, on every chain. */
export function moduleAddress(classifier: ClassifierName): Address {
  return moduleAddresses[contractOf(classifier)]
}

/** The number of a classifier in every trainer. */
export function classifierNumber(classifier: ClassifierName): number {
  return Object.keys(moduleAddresses).indexOf(contractOf(classifier))
}

/** The classifier of a number; undefined when this SDK does not know it. */
export function classifierOf(number: bigint): ClassifierName | undefined {
  return classifierNames.find(name => BigInt(classifierNumber(name)) === number)
}

/** The contract of a classifier, as its files are named. */
export function contractOf(classifier: ClassifierName): keyof typeof moduleAddresses {
  const title = classifiers[classifier].contract
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}` as Uncapitalize<typeof title>
}
