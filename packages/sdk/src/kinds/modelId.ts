import type { Address } from 'viem'
import { ModelIdError } from '../errors/input.ts'
import type { ClassifierName, Kind, MechanismName } from './abis.ts'
import { kinds, trainerAddress } from './trainers.ts'

/** A model on a chain: its classifier and mechanism, the trainer that holds it, and its number there. */
export type ModelReference<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = Kind<mechanism, classifier> & { trainer: Address; modelId: bigint }

/** The reference in what may know more of a model. */
export function referenceOf<mechanism extends MechanismName, classifier extends ClassifierName>({
  mechanism,
  classifier,
  trainer,
  modelId,
}: ModelReference<mechanism, classifier>): ModelReference<mechanism, classifier> {
  return { mechanism, classifier, trainer, modelId }
}

/** The text form of a model's reference, such as `sparse-perceptron-deposits:0`. */
export function formatModelId(model: Kind & { modelId: bigint }): string {
  return `${textOf(model)}:${model.modelId}`
}

/**
 * Reads a model's reference.
 *
 * @param text - `<classifier>-<mechanism>:<number>`, such as `sparse-perceptron-deposits:0`
 * @throws ModelIdError when the text has another form or names an unknown classifier or mechanism
 */
export function parseModelId(text: string): ModelReference {
  const [, name, number] = /^([a-z0-9-]+):(\d{1,77})$/.exec(text.trim()) ?? []
  const kind = kinds.find(known => textOf(known) === name)
  if (kind === undefined || number === undefined) throw new ModelIdError({ text, kinds: kinds.map(textOf) })
  return { ...kind, trainer: trainerAddress(kind), modelId: BigInt(number) }
}

function textOf({ classifier, mechanism }: Kind): string {
  return `${classifier}-${mechanism}`
}
