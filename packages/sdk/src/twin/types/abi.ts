import type { ContractEventArgsFromTopics, ContractEventName } from 'viem'
import type { TrainerAbi } from '../../kinds/types.ts'

export type TwinEventName = ContractEventName<TrainerAbi>

/** What a call emits, in the shape of a log that viem has decoded. */
export type TwinEvent<name extends TwinEventName = TwinEventName> = name extends TwinEventName
  ? { eventName: name; args: ContractEventArgsFromTopics<TrainerAbi, name, true> }
  : never
