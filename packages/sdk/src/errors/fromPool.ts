import {
  BaseError,
  FeeCapTooLowError,
  NonceTooHighError,
  TipAboveFeeCapError,
  InsufficientFundsError as ViemInsufficientFundsError,
  NonceTooLowError as ViemNonceTooLowError,
} from 'viem'
import type { CotrainError } from './base.ts'
import {
  FeeTooLowError,
  NonceGapError,
  NonceTakenError,
  NonceTooLowError,
  PriorityFeeTooHighError,
} from './sending.ts'

/** What nodes say when a transaction with the same nonce waits, and this one does not pay enough to take its place. */
const takenWords =
  /replacement transaction underpriced|transaction with the same nonce|replacement.*underpriced/i

/** What nodes say of a transaction that they have already. */
const knownWords = /already known|already imported|known transaction|already exists/i

/** A refusal of a transaction by a node, in words; undefined when it is something else. */
export function fromPool(error: BaseError): CotrainError | undefined {
  if (says(error, takenWords)) return new NonceTakenError({ cause: error })
  if (error.walk(each => each instanceof ViemNonceTooLowError)) return new NonceTooLowError({ cause: error })
  if (error.walk(each => each instanceof NonceTooHighError)) return new NonceGapError({ cause: error })
  if (error.walk(each => each instanceof TipAboveFeeCapError))
    return new PriorityFeeTooHighError({ cause: error })
  if (error.walk(each => each instanceof FeeCapTooLowError) || says(error, /transaction underpriced/i))
    return new FeeTooLowError({ cause: error })
  return undefined
}

/** Whether a node refuses a transaction because it has this very one. */
export function isKnownAlready(error: unknown): boolean {
  return error instanceof BaseError && says(error, knownWords)
}

/** Whether a node refuses a transaction because its account has not enough. */
export function lacksFunds(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  const known = error.walk(each => each instanceof ViemInsufficientFundsError)
  return known !== null || says(error, /insufficient funds/i)
}

function says(error: BaseError, words: RegExp): boolean {
  return (
    error.walk(each => each instanceof BaseError && words.test(`${each.details} ${each.shortMessage}`)) !==
    null
  )
}
