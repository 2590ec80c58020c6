import type {
  Abi,
  AbiParameterToPrimitiveType,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hex,
} from 'viem'
import type { bondedAbi, depositsAbi, TrainerErrorArgs, TrainerEventArgs, trainerAbi } from '../abi/index.ts'
import type { ClassifierName, classifierAbis, MechanismName, mechanismAbis } from './abis.ts'
import type { classifiers } from './classifiers.ts'

type ClassifierAbis = typeof classifierAbis
type MechanismAbis = typeof mechanismAbis

/** What a trainer has: what all have, and what its mechanism and its classifier add. */
export type TrainerAbi<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = readonly (
  | (typeof trainerAbi)[number]
  | MechanismAbis[mechanism][number]
  | ClassifierAbis[classifier][number]
)[]
/** All that a trainer of some kind has. */
export type AnyTrainerAbi = TrainerAbi
/** Errors by their names. Sorted once: to look for each in the ABIs takes the compiler seconds. */
export type TrainerErrors = {
  [error in Extract<AnyTrainerAbi[number], { type: 'error' }> as error['name']]: error
}
export type TrainerErrorName = keyof TrainerErrorArgs
export type TrainerEventName = keyof TrainerEventArgs

/** The classifiers whose trainers have a view or function `name`. */
export type ClassifierWith<name extends string> = {
  [classifier in ClassifierName]: name extends ContractFunctionName<ClassifierAbis[classifier]>
    ? classifier
    : never
}[ClassifierName]

/** What the owner chooses about the classifier: feature count, and what the classifier has besides. */
export type ClassifierOptions<classifier extends ClassifierName = ClassifierName> = AllOptions[classifier]

type AllOptions = { [name in ClassifierName]: OutputOf<ClassifierAbis[name], 'classifierOptions'> }

type IncentiveViews = { [name in MechanismName]: OutputOf<MechanismAbis[name], 'incentive'> }

/** The mechanism's state of a model, as its trainers' `incentive` gives it. */
export type IncentiveView<mechanism extends MechanismName = MechanismName> = IncentiveViews[mechanism]

type OutputOf<abi extends Abi, name extends string> =
  name extends ContractFunctionName<abi, 'view'> ? ContractFunctionReturnType<abi, 'view', name> : never

/** What the owner chooses about the mechanism. */
export type IncentiveOptions<mechanism extends MechanismName = MechanismName> = ChosenOptions[mechanism]

type ChosenOptions = { [name in MechanismName]: OptionsIn<IncentiveViews[name]> }
type OptionsIn<view> = view extends { options: infer options } ? options : never

/**
 * Options under *Deposit, Refund, Take*: refund, owner-claim and any-claim times in seconds, and the deposit's weight in
 * gwei (the price is 3600 of it right after a contribution, 60 of it after an hour).
 */
export type DepositOptions = IncentiveOptions<'deposits'>

/**
 * Options under *Points*: seconds after which a contribution can be verified or reported, and a report confirmed; points
 * for a verified contribution and for a confirmed report, and what an account can earn in a day.
 */
export type PointsOptions = IncentiveOptions<'points'>

/**
 * Options of a *prediction market*: stake and fee of a bundle in wei, the wei that a fall of the mean loss by 1 is worth,
 * by how much a bundle may raise it on the half that decides what is kept (millionths), the seconds in which bundles are
 * committed, revealed, and the test set is published, how many samples that has, and a bundle at least and at most, and
 * the loss (0: errors, 1: quadratic).
 */
export type MarketOptions = IncentiveOptions<'market'>

/**
 * Options of *deposits with bonds*: seconds without a challenge after which a label is final, the deposit in wei, how many
 * times that it is when the model disagrees, and after how many challenges a contribution is dropped, or the arbiter may
 * be called: its address (zero for none), whether it is a court or a referee, in how many seconds it has to rule, and
 * what the court wants to know.
 */
export type BondedOptions = IncentiveOptions<'bonded'>

/** An assertion that a contribution has another label than the last one asserted. Seconds since 1970. */
export type Challenge = AbiParameterToPrimitiveType<
  Extract<(typeof bondedAbi)[number], { type: 'function'; name: 'refund' }>['inputs'][2]
>[number]

/** The same as the ABI has it. */
export type ContributionArgument = AbiParameterToPrimitiveType<
  Extract<(typeof depositsAbi)[number], { type: 'function'; name: 'refund' }>['inputs'][1]
>

/**
 * The whole state of an open contribution, as claims bring it to the chain. Wei; seconds since 1970. `index` is the
 * position of the entry with which it was made; `surprising` says under points whether the model did not know it.
 */
export type Contribution = Omit<ContributionArgument, 'index'> & { readonly index: bigint }

/**
 * A sample of a model of this classifier. Sparse: the indices of the features that are present, strictly ascending.
 * Dense: for every feature an integer that stands for integer / 2^15, of Euclidean norm 1 at most.
 */
export type SampleOf<classifier extends ClassifierName = ClassifierName> = {
  sparse: Uint16Array
  dense: Int16Array
}[(typeof classifiers)[classifier]['samples']]

/** A sample, or its packed bytes: two for each index or integer, big-endian. */
export type SampleParameter<classifier extends ClassifierName = ClassifierName> = SampleOf<classifier> | Hex
