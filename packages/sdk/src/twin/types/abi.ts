import type { TrainerEventArgs } from '../../abi/index.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import { TwinReplayError } from '../errors.ts'

export type TwinEventName = TrainerEventName

/** What a call emits, in the shape of a log that viem has decoded. */
export type TwinEvent<name extends TwinEventName = TwinEventName> = {
  [each in name]: { eventName: each; args: TrainerEventArgs[each] }
}[name]

/** Logs an event. */
export type Emit = <name extends TwinEventName>(eventName: name, args: TrainerEventArgs[name]) => void

/** A log of the contract, as viem decodes it. */
export type ReplayableEvent = TwinEvent & {
  blockNumber: bigint
  logIndex: number
  /** Seconds since 1970. Needed for events whose time matters and that do not tell it. */
  blockTimestamp?: bigint | undefined
}

/** When the event's block was made, in seconds since 1970. @throws TwinReplayError when that is missing */
export function timeOf(event: ReplayableEvent): number {
  if (event.blockTimestamp === undefined) throw new TwinReplayError(event, 'its blockTimestamp is missing')
  return Number(event.blockTimestamp)
}
