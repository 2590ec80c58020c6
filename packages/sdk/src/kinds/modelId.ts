import type { Address } from 'viem'
import { ModelIdError } from '../errors/input.ts'
import { type KindName, kindNames, kinds } from './kinds.ts'

/** A model on a chain: its kind, the trainer that holds it, and its number there. */
export type ModelReference<kind extends KindName = KindName> = {
  kind: kind
  trainer: Address
  modelId: bigint
}

/** The text form of a model's reference, such as `sparse-perceptron-drt:0`. */
export function formatModelId(model: Pick<ModelReference, 'kind' | 'modelId'>): string {
  return `${model.kind}:${model.modelId}`
}

/**
 * Reads a model's reference.
 *
 * @param text - `<kind>:<number>`, such as `sparse-perceptron-drt:0`
 * @throws ModelIdError when the text has another form or names an unknown kind
 */
export function parseModelId(text: string): ModelReference {
  const [, name, number] = /^([a-z0-9-]+):(\d{1,77})$/.exec(text.trim()) ?? []
  const kind = kindNames.find(known => known === name)
  if (kind === undefined || number === undefined) throw new ModelIdError({ text, kinds: kindNames })
  return { kind, trainer: kinds[kind].address, modelId: BigInt(number) }
}
