import type { Hash } from 'viem'
import { CotrainError } from './base.ts'
import { duration } from './format.ts'

/** A transaction was sent, and is not mined in the time that the caller gave it. */
export class TransactionTimeoutError extends CotrainError {
  override name = 'TransactionTimeoutError'
  readonly transactionHash: Hash
  /** Milliseconds that were waited. */
  readonly timeout: number

  /** Blocks with and above it by then: 0 when it was not mined at all. */
  readonly confirmed: number

  constructor({
    transactionHash,
    timeout,
    confirmed = 0,
  }: { transactionHash: Hash; timeout: number; confirmed?: number }) {
    const waited = duration(BigInt(Math.round(timeout / 1000)))
    const state = confirmed === 0 ? 'not mined' : `confirmed by no more than ${confirmed} block(s)`
    super(`Transaction ${transactionHash} was sent, but is ${state} after ${waited}.`, {
      metaMessages: [
        'It may still be mined: to send the same again now may pay twice.',
        'Look later what became of it, or wait longer (`timeout`).',
      ],
    })
    this.transactionHash = transactionHash
    this.timeout = timeout
    this.confirmed = confirmed
  }
}

/** Another transaction of the account was mined in the place of one. */
export class TransactionReplacedError extends CotrainError {
  override name = 'TransactionReplacedError'
  readonly transactionHash: Hash
  /** The transaction that was mined. */
  readonly replacement: Hash

  constructor({ transactionHash, replacement }: { transactionHash: Hash; replacement: Hash }) {
    super(
      `Transaction ${transactionHash} will never be mined: ${replacement} of the same account took its place.`,
      { metaMessages: ['Nothing was paid for it. Send it again if you still want it.'] },
    )
    this.transactionHash = transactionHash
    this.replacement = replacement
  }
}

/** The node does not know a transaction that was sent. */
export class TransactionDroppedError extends CotrainError {
  override name = 'TransactionDroppedError'
  readonly transactionHash: Hash

  constructor({ transactionHash }: { transactionHash: Hash }) {
    super(`The node does not know transaction ${transactionHash} any more, and has not mined it.`, {
      metaMessages: [
        'Nodes drop transactions that pay too little. Another node may still have it, and mine it.',
        'If the next transaction of the account takes its place, only one of the two can be mined.',
      ],
    })
    this.transactionHash = transactionHash
  }
}
