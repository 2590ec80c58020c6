import { WrongMechanismError } from '../errors/mechanism.ts'
import type { MechanismName } from './abis.ts'
import { mechanisms } from './mechanisms.ts'

/** Whether a model, or a reference to one, is under a mechanism; its type is then known. */
export function isUnder<model extends { mechanism: MechanismName }, mechanism extends MechanismName>(
  model: model,
  mechanism: mechanism,
): model is model & { mechanism: mechanism } {
  return model.mechanism === mechanism
}

/**
 * Makes sure that a model, or a reference to one, is under a mechanism.
 *
 * @throws WrongMechanismError
 */
export function assertUnder<model extends { mechanism: MechanismName }, mechanism extends MechanismName>(
  model: model,
  mechanism: mechanism,
): asserts model is model & { mechanism: mechanism } {
  const { mechanism: given }: { mechanism: MechanismName } = model
  if (given === mechanism) return
  throw new WrongMechanismError({ needed: mechanisms[mechanism].title, given: mechanisms[given].title })
}
