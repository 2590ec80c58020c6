import { type Abi, type AbiParameter, encodeAbiParameters, type Hex } from 'viem'
import { type ClassifierName, classifierAbis, type MechanismName, mechanismAbis } from './abis.ts'
import { noArbiter } from './arbiter.ts'
import { offersQuadraticLoss } from './classifiers.ts'
import { optionsOf } from './mechanisms.ts'
import type { ClassifierOptions, IncentiveOptions } from './types.ts'

/** The classifier's options as `createModel` takes them. */
export function encodeClassifierOptions<classifier extends ClassifierName>(
  classifier: classifier,
  options: ClassifierOptions<classifier>,
): Hex {
  return encodeAbiParameters([outputOf(classifierAbis[classifier], 'classifierOptions')], [options])
}

/** The mechanism's options as `createModel` takes them. */
export function encodeIncentiveOptions<mechanism extends MechanismName>(
  mechanism: mechanism,
  options: IncentiveOptions<mechanism>,
): Hex {
  const view = outputOf(mechanismAbis[mechanism], 'incentive')
  const struct = 'components' in view ? view.components.find(field => field.name === 'options') : undefined
  return encodeAbiParameters([struct as AbiParameter], [options])
}

/**
 * What the owner of a model chooses about a mechanism when nothing else is said.
 *
 * @param classifier - Of the model: in a market, one that gives no probabilities is judged by its errors
 */
export function defaultOptions<mechanism extends MechanismName>(
  mechanism: mechanism,
  classifier?: ClassifierName,
): IncentiveOptions<mechanism> {
  const chosen = optionsOf(mechanism).map(([name, option]) => [name, option.default])
  const errorsOnly = mechanism === 'market' && classifier !== undefined && !offersQuadraticLoss(classifier)
  return {
    ...Object.fromEntries(chosen),
    ...(mechanism === 'bonded' ? noArbiter : {}),
    ...(errorsOnly ? { loss: 0 } : {}),
  } as never
}

/** What a view returns: the ABI describes the options there. */
function outputOf(abi: Abi, view: 'classifierOptions' | 'incentive'): AbiParameter {
  const item = abi.find(entry => entry.type === 'function' && entry.name === view)
  return (item as unknown as { outputs: readonly [AbiParameter] }).outputs[0]
}
