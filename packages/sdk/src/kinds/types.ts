import type {
  Abi,
  AbiParameterToPrimitiveType,
  ContractErrorName,
  ContractEventName,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hex,
} from 'viem'
import type { trainerAbi } from '../abi/index.ts'
import type { Kind, KindName } from './kinds.ts'

/** What the trainers of all kinds have. */
export type TrainerAbi = typeof trainerAbi
/** All that a trainer of some kind has. */
export type AnyTrainerAbi = readonly Kind['abi'][number][]
export type TrainerErrorName = ContractErrorName<AnyTrainerAbi>
export type TrainerEventName = ContractEventName<AnyTrainerAbi>

/** The kinds whose trainers have a view or function `name`. */
export type KindWith<name extends string> = {
  [kind in KindName]: name extends ContractFunctionName<Kind<kind>['abi']> ? kind : never
}[KindName]

/** What the owner chooses about the classifier: feature count, and what the kind has besides. */
export type ClassifierOptions<kind extends KindName = KindName> = {
  [name in kind]: OptionsIn<Kind<name>['abi']>
}[kind]

type OptionsIn<abi extends Abi> =
  'classifierOptions' extends ContractFunctionName<abi, 'view'>
    ? ContractFunctionReturnType<abi, 'view', 'classifierOptions'>
    : never

/**
 * What the owner chooses about the mechanism: refund, owner-claim and any-claim times in seconds, and the deposit's
 * weight in gwei (the price is 3600 of it right after a contribution, 60 of it after an hour).
 */
export type IncentiveOptions = ContractFunctionReturnType<TrainerAbi, 'view', 'incentive'>['options']

/** The whole state of an open contribution, as claims bring it to the chain. Wei; seconds since 1970. */
export type Contribution = AbiParameterToPrimitiveType<
  Extract<TrainerAbi[number], { type: 'function'; name: 'refund' }>['inputs'][2]
>

/**
 * A sample of a model of this kind. Sparse: the indices of the features that are present, strictly ascending. Dense:
 * for every feature an integer that stands for integer / 2^15, of Euclidean norm 1 at most.
 */
export type SampleOf<kind extends KindName = KindName> = {
  sparse: Uint16Array
  dense: Int16Array
}[Kind<kind>['samples']]

/** A sample, or its packed bytes: two for each index or integer, big-endian. */
export type SampleParameter<kind extends KindName = KindName> = SampleOf<kind> | Hex
