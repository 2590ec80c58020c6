import { ModelIdError } from '../errors/input.ts'
import type { ClassifierName, Kind, MechanismName, Trainer } from './abis.ts'
import { mechanismNames } from './mechanisms.ts'
import { trainerOf } from './trainers.ts'

/** Where a model stands on a chain: the trainer that holds it, and its number there. `getModel` tells what it is. */
export type ModelAddress<mechanism extends MechanismName = MechanismName> = Trainer<mechanism> & {
  modelId: bigint
}

/** A model on a chain: its classifier and mechanism, and where it stands. */
export type ModelReference<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = Kind<mechanism, classifier> & ModelAddress<mechanism>

/** The reference in what may know more of a model. */
export function referenceOf<mechanism extends MechanismName, classifier extends ClassifierName>({
  mechanism,
  classifier,
  trainer,
  modelId,
}: ModelReference<mechanism, classifier>): ModelReference<mechanism, classifier> {
  return { mechanism, classifier, trainer, modelId }
}

/**
 * Reads where a model stands.
 *
 * @param text - `<mechanism>:<number>`, such as `deposits:0`
 * @throws ModelIdError when the text has another form or names an unknown mechanism
 */
export function parseModelId(text: string): ModelAddress {
  const [, name, number] = /^([a-z0-9-]+):(\d{1,77})$/.exec(text.trim()) ?? []
  const mechanism = mechanismNames.find(known => known === name)
  if (mechanism === undefined || number === undefined) {
    throw new ModelIdError({ text, mechanisms: mechanismNames })
  }
  return { ...trainerOf(mechanism), modelId: BigInt(number) }
}
