import type { Address } from 'viem'
import type { TwinEvent } from './abi.ts'

/** Who calls, with how much ether, in which block. */
export type CallContext = {
  sender: Address
  /** Ether sent along, in wei. @default 0n */
  value?: bigint
  /** The block's timestamp, in seconds since 1970. */
  time: bigint
  blockNumber: bigint
}

/** What a call returns and emits. */
export type CallOutcome<result> = { result: result; events: TwinEvent[] }

/** A call as the functions of the contract see it. */
export type Context = {
  /** In its one canonical spelling. */
  readonly sender: Address
  readonly value: bigint
  /** Seconds since 1970. */
  readonly time: number
  readonly blockNumber: bigint
}
