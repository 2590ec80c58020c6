import type { ContractEventArgsFromTopics, ContractEventName } from 'viem'
import type { AnyTrainerAbi } from '../../kinds/types.ts'

export type TwinEventName = ContractEventName<AnyTrainerAbi>

/** What a call emits, in the shape of a log that viem has decoded. */
export type TwinEvent<name extends TwinEventName = TwinEventName> = name extends TwinEventName
  ? { eventName: name; args: ContractEventArgsFromTopics<AnyTrainerAbi, name, true> }
  : never
