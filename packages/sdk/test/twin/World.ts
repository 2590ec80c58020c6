import type { Address, Hex } from 'viem'
import type { Contribution, MechanismName } from '../../src/kinds/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import type { Dice } from './Dice.ts'
import { sideOf } from './kinds/index.ts'
import type { Tally } from './Tally.ts'
import type { Block } from './TwinSide.ts'

/** A contribution as somebody may bring it, up to date or not. */
export type Claim = { modelId: bigint; index: bigint; contribution: Contribution }

export type World = {
  twin: Twin
  block: Block
  accounts: readonly Address[]
  dice: Dice
  /** What happened so far in this sequence. */
  tally: Tally
  /** States of contributions that were once open. */
  history: readonly Claim[]
}

export function allModels(twin: Twin): bigint[] {
  return Array.from({ length: Number(twin.modelCount()) }, (_, i) => BigInt(i))
}

export function isKnown(twin: Twin, modelId: bigint): boolean {
  return modelId < twin.modelCount()
}

/** The twin as one of the mechanism that it is of; nothing is checked. */
export function mechanismTwin<mechanism extends MechanismName>(twin: Twin): Twin<mechanism> {
  return twin as unknown as Twin<mechanism>
}

/** Half of the time the first that is ready, so that one model has a long history; rarely one that is not there. */
export function someModel(twin: Twin, dice: Dice): bigint {
  const models = allModels(twin)
  if (models.length === 0 || dice.oneIn(30)) return BigInt(models.length + dice.below(2))
  const first = models.find(id => twin.model(id).ready)
  return first !== undefined && dice.oneIn(2) ? first : dice.pick(models)
}

/** A random sample for a model, well-formed but for one in `spoilEvery`. */
export function someSample({ twin, dice }: World, modelId: bigint, spoilEvery: number): Hex {
  const side = sideOf(twin)
  const models = allModels(twin)
  const id = isKnown(twin, modelId) ? modelId : models[0]
  if (id === undefined) return '0x0000'
  const options = twin.classifierOptions(id)
  return dice.oneIn(spoilEvery) ? side.malformed(dice, options) : side.sample(dice, options)
}

/** How many classes a model has now. */
export function classesOf(twin: Twin, modelId: bigint): number {
  return isKnown(twin, modelId) ? Number(twin.classCount(modelId)) : 2
}

export function priceOf(twin: Twin, modelId: bigint, { time }: Block): bigint {
  return isKnown(twin, modelId) && twin.model(modelId).ready ? twin.price(modelId, time) : 1n
}
