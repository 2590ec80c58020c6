import type { Hex } from 'viem'
import type { TrainerErrorArgs } from '../abi/index.ts'

/**
 * What each failure tells. Beside the contracts' errors those that they do not declare, such as checked arithmetic, Solady's
 * casts, and reverts without data.
 */
interface TwinErrors extends TrainerErrorArgs {
  readonly Panic: readonly [code: bigint]
  readonly Overflow: readonly []
  /** Ether sent to a function that takes none, or options that do not decode. */
  readonly EmptyRevert: readonly []
  /** Of the twin only: it has no state of that contribution to predict, or to replay an event of. */
  readonly NoOpenContribution: readonly [modelId: bigint, index: bigint]
}

/** Every way in which a call can fail: the contracts' custom errors, and the few that the ABI does not name. */
export type TwinErrorName = keyof TwinErrors

/** The values of an error, in the order of the ABI. */
export type TwinErrorArgs<name extends TwinErrorName> = TwinErrors[name]

/** A call that the contract would revert; `errorName` and `args` are those of the decoded revert. */
export class TwinError<name extends TwinErrorName = TwinErrorName> extends Error {
  override readonly name = 'TwinError'
  readonly errorName: name
  readonly args: TwinErrorArgs<name>

  constructor(errorName: name, args: TwinErrorArgs<name>) {
    super(`${errorName}(${(args as readonly unknown[]).join(', ')})`)
    this.errorName = errorName
    this.args = args
  }
}

/** An event that does not follow from the twin's state: one is missing, comes twice, or is of another contract. */
export class TwinReplayError extends Error {
  override readonly name = 'TwinReplayError'
  readonly eventName: string
  readonly blockNumber: bigint

  constructor(event: { eventName: string; blockNumber: bigint }, reason: string, options?: ErrorOptions) {
    super(`${event.eventName} in block ${event.blockNumber} does not fit: ${reason}`, options)
    this.eventName = event.eventName
    this.blockNumber = event.blockNumber
  }
}

/** Throws the error that the contract would revert with. */
export function revert<name extends TwinErrorName>(errorName: name, ...args: TwinErrorArgs<name>): never {
  throw new TwinError(errorName, args as TwinErrorArgs<name>)
}

/**
 * Reads unsigned integers from a static ABI encoding, as `abi.decode` does.
 * @param bits The width of each integer, at most 48.
 * @throws TwinError EmptyRevert when `data` is too short or an integer does not fit its width.
 */
export function decodeIntegers(data: Hex, bits: readonly number[]): number[] {
  if (data.length < 2 + 64 * bits.length) revert('EmptyRevert')
  return bits.map((width, i) => {
    const value = BigInt(`0x${data.slice(2 + 64 * i, 66 + 64 * i)}`)
    if (value >> BigInt(width) !== 0n) revert('EmptyRevert')
    return Number(value)
  })
}
