import { type Abi, type AbiParameter, encodeAbiParameters, type Hex } from 'viem'
import { type KindName, kinds } from './kinds.ts'
import type { ClassifierOptions, IncentiveOptions } from './types.ts'

/** The classifier's options as `createModel` takes them. */
export function encodeClassifierOptions<kind extends KindName>(
  kind: kind,
  options: ClassifierOptions<kind>,
): Hex {
  return encodeAbiParameters([outputOf(kind, 'classifierOptions')], [options])
}

/** The mechanism's options as `createModel` takes them. */
export function encodeIncentiveOptions<kind extends KindName>(
  kind: kind,
  options: IncentiveOptions<kind>,
): Hex {
  const view = outputOf(kind, 'incentive')
  const struct = 'components' in view ? view.components.find(field => field.name === 'options') : undefined
  return encodeAbiParameters([struct as AbiParameter], [options])
}

/** What a view returns: the ABI describes the options there. */
function outputOf(kind: KindName, view: 'classifierOptions' | 'incentive'): AbiParameter {
  const abi: Abi = kinds[kind].abi
  const item = abi.find(entry => entry.type === 'function' && entry.name === view)
  return (item as unknown as { outputs: readonly [AbiParameter] }).outputs[0]
}
