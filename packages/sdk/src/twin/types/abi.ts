import type { ContractEventArgsFromTopics, ContractEventName } from 'viem'
import type { sparsePerceptronDepositRefundTakeAbi } from '../../abi/generated/sparsePerceptronDepositRefundTake.ts'

/** The ABIs of all trainers that have a twin: add the next one to this union. */
export type TrainerAbi = typeof sparsePerceptronDepositRefundTakeAbi

export type TwinEventName = ContractEventName<TrainerAbi>

/** What a call emits, in the shape of a log that viem has decoded. */
export type TwinEvent<name extends TwinEventName = TwinEventName> = name extends TwinEventName
  ? { eventName: name; args: ContractEventArgsFromTopics<TrainerAbi, name, true> }
  : never
