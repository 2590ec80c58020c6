import type {
  AbiParameterToPrimitiveType,
  ContractErrorName,
  ContractEventName,
  ContractFunctionReturnType,
} from 'viem'
import type { sparsePerceptronDepositRefundTakeAbi } from '../abi/index.ts'

/** The trainers' ABI. */
export type TrainerAbi = typeof sparsePerceptronDepositRefundTakeAbi
export type TrainerErrorName = ContractErrorName<TrainerAbi>
export type TrainerEventName = ContractEventName<TrainerAbi>

/** What the owner chooses about the classifier: feature count, bits of a weight, learning rate in weight units. */
export type ClassifierOptions = ContractFunctionReturnType<TrainerAbi, 'view', 'classifierOptions'>

/**
 * What the owner chooses about the mechanism: refund, owner-claim and any-claim times in seconds, and the deposit's
 * weight in gwei (the price is 3600 of it right after a contribution, 60 of it after an hour).
 */
export type IncentiveOptions = ContractFunctionReturnType<TrainerAbi, 'view', 'incentive'>['options']

/** The whole state of an open contribution, as claims bring it to the chain. Wei; seconds since 1970. */
export type Contribution = AbiParameterToPrimitiveType<
  Extract<TrainerAbi[number], { type: 'function'; name: 'refund' }>['inputs'][2]
>
