import type {
  Abi,
  AbiParameterToPrimitiveType,
  ContractErrorName,
  ContractEventName,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hex,
} from 'viem'
import type {
  bondedDepositRefundTakeAbi,
  depositRefundTakeAbi,
  pointsAbi,
  predictionMarketAbi,
  trainerAbi,
} from '../abi/index.ts'
import type { Kind, KindName, MechanismOf } from './kinds.ts'

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

/** The mechanism's state of a model, as its trainers' `incentive` gives it. */
export type IncentiveView<kind extends KindName = KindName> = {
  [name in kind]: IncentiveViews[MechanismOf<name>]
}[kind]

/** A line for each mechanism, for those of the registry. */
type IncentiveViews = {
  'deposit-refund-take': ViewIn<typeof depositRefundTakeAbi>
  points: ViewIn<typeof pointsAbi>
  'prediction-market': ViewIn<typeof predictionMarketAbi>
  'bonded-deposits': ViewIn<typeof bondedDepositRefundTakeAbi>
}

type ViewIn<abi extends Abi> =
  'incentive' extends ContractFunctionName<abi, 'view'>
    ? ContractFunctionReturnType<abi, 'view', 'incentive'>
    : never

/** What the owner chooses about the mechanism. */
export type IncentiveOptions<kind extends KindName = KindName> = {
  [name in kind]: IncentiveViews[MechanismOf<name>]['options']
}[kind]

/**
 * Options under *Deposit, Refund, Take*: refund, owner-claim and any-claim times in seconds, and the deposit's weight in
 * gwei (the price is 3600 of it right after a contribution, 60 of it after an hour).
 */
export type DepositOptions = IncentiveViews['deposit-refund-take']['options']

/**
 * Options under *Points*: seconds after which a contribution can be verified or reported, and a report confirmed; points
 * for a verified contribution and for a confirmed report, and what an account can earn in a day.
 */
export type PointsOptions = IncentiveViews['points']['options']

/**
 * Options of a *prediction market*: the stake in wei, how many contributions close it, for how many seconds it is open
 * and the sponsor can reveal, pieces of the test set shown before, the loss (0: errors, 1: quadratic), and the decrease
 * of the mean loss, in millionths, for which the whole bounty is paid.
 */
export type MarketOptions = IncentiveViews['prediction-market']['options']

/**
 * Options of *deposits with bonds*: seconds without a challenge after which a label is final, the deposit in wei, and how
 * many times that it is when the model disagrees.
 */
export type BondedOptions = IncentiveViews['bonded-deposits']['options']

/** An assertion that a contribution has another label than the last one asserted. Seconds since 1970. */
export type Challenge = AbiParameterToPrimitiveType<
  Extract<(typeof bondedDepositRefundTakeAbi)[number], { type: 'function'; name: 'refund' }>['inputs'][3]
>[number]

/** The whole state of an open contribution, as claims bring it to the chain. Wei; seconds since 1970. */
export type Contribution = AbiParameterToPrimitiveType<
  Extract<(typeof depositRefundTakeAbi)[number], { type: 'function'; name: 'refund' }>['inputs'][2]
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
