import { trainerAbi } from '../abi/index.ts'
import { type ClassifierName, classifierAbis, type MechanismName, mechanismAbis } from './abis.ts'
import type { TrainerAbi } from './types.ts'

/** The ABI of a trainer, with what it has for the models of a classifier, if one is given. */
export function abiOf<mechanism extends MechanismName, classifier extends ClassifierName = never>({
  mechanism,
  classifier,
}: {
  mechanism: mechanism
  classifier?: classifier | undefined
}): TrainerAbi<mechanism, classifier> {
  const key = `${mechanism} ${classifier}`
  const abi = abis.get(key) ?? [
    ...trainerAbi,
    ...mechanismAbis[mechanism],
    ...(classifier ? classifierAbis[classifier] : []),
  ]
  abis.set(key, abi)
  return abi as unknown as TrainerAbi<mechanism, classifier>
}

/** Those that were asked for. */
const abis = new Map<string, readonly unknown[]>()
