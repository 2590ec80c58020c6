import type { Address, Hash } from 'viem'
import { formatEther, formatGwei } from 'viem'
import { CotrainError } from './base.ts'

const gwei = (wei: bigint) => `${formatGwei(wei)} gwei`

/** The caller wants a transaction not to be sent: what `onRequest` or `onHash` throws, and no action tries again. */
export class SendingRefusedError extends CotrainError {
  override name = 'SendingRefusedError'
}

/** The number of a transaction was used before: it would never be mined. */
export class NonceTooLowError extends CotrainError {
  override name = 'NonceTooLowError'
  readonly nonce: number | undefined
  /** The first number that is free, if it is known. */
  readonly next: number | undefined

  constructor({ nonce, next, cause }: { nonce?: number; next?: number; cause?: unknown } = {}) {
    const which = nonce === undefined ? 'The nonce' : `Nonce ${nonce}`
    super(`${which} of the account is used already: a transaction with it is mined.`, {
      cause,
      metaMessages: [
        next === undefined ? 'Leave the nonce out.' : `Leave the nonce out, or take ${next}.`,
        'Nothing was sent.',
      ],
    })
    this.nonce = nonce
    this.next = next
  }
}

/** Another transaction of the account waits with the same number. */
export class NonceTakenError extends CotrainError {
  override name = 'NonceTakenError'
  readonly nonce: number | undefined

  constructor({ nonce, cause }: { nonce?: number; cause?: unknown } = {}) {
    const which = nonce === undefined ? 'this nonce' : `nonce ${nonce}`
    super(`Another transaction of the account waits with ${which}, and this one does not pay enough more.`, {
      cause,
      metaMessages: [
        'Nothing was sent. Wait until that one is mined, leave the nonce out,',
        'or replace it on purpose (`replaceTransaction`), at fees that are an eighth higher.',
      ],
    })
    this.nonce = nonce
  }
}

/** The node takes no transaction whose predecessors it does not have. */
export class NonceGapError extends CotrainError {
  override name = 'NonceGapError'
  readonly nonce: number | undefined

  constructor({ nonce, next, cause }: { nonce?: number; next?: number; cause?: unknown } = {}) {
    const which = nonce === undefined ? 'the nonce' : `nonce ${nonce}`
    super(`There is a gap before ${which}: transactions of the account with lower numbers are missing.`, {
      cause,
      metaMessages: [
        next === undefined ? 'Leave the nonce out.' : `Leave the nonce out, or take ${next}.`,
        'It could not be mined before them. Nothing was sent.',
      ],
    })
    this.nonce = nonce
  }
}

/** What a transaction offers for gas is less than every transaction must pay. */
export class FeeTooLowError extends CotrainError {
  override name = 'FeeTooLowError'
  /** Wei for each gas, as offered. */
  readonly offered: bigint | undefined
  /** Wei for each gas that a transaction must pay now. */
  readonly needed: bigint | undefined

  constructor({ offered, needed, cause }: { offered?: bigint; needed?: bigint; cause?: unknown } = {}) {
    const figures =
      offered === undefined || needed === undefined
        ? 'The fee for gas is below what the chain takes now.'
        : `Gas costs ${gwei(needed)} now, and ${gwei(offered)} is the most that is offered.`
    super(figures, {
      cause,
      metaMessages: [
        'The transaction would wait until gas is cheaper, and block all later ones of the account.',
        'Nothing was sent. Offer more (`maxFeePerGas`), or try again later.',
      ],
    })
    this.offered = offered
    this.needed = needed
  }
}

/** What the block's producer is to get is more than what is paid in all. */
export class PriorityFeeTooHighError extends CotrainError {
  override name = 'PriorityFeeTooHighError'

  constructor({ cause }: { cause?: unknown } = {}) {
    super('The priority fee is above the most to be paid for gas, of which it is a part.', {
      cause,
      metaMessages: ['Nothing was sent. Lower `maxPriorityFeePerGas`, or raise `maxFeePerGas`.'],
    })
  }
}

/** A transaction cannot be replaced, for it is mined. */
export class AlreadyMinedError extends CotrainError {
  override name = 'AlreadyMinedError'
  readonly transactionHash: Hash
  readonly blockNumber: bigint

  constructor({ transactionHash, blockNumber }: { transactionHash: Hash; blockNumber: bigint }) {
    super(`Transaction ${transactionHash} is mined already, in block ${blockNumber}.`, {
      metaMessages: ['It can neither be sped up nor cancelled any more. Nothing was sent.'],
    })
    this.transactionHash = transactionHash
    this.blockNumber = blockNumber
  }
}

/** A replacement would cost more than it may. */
export class ReplacementTooDearError extends CotrainError {
  override name = 'ReplacementTooDearError'
  /** Wei for each gas that nodes ask of a replacement. */
  readonly needed: bigint
  readonly limit: bigint

  constructor({ needed, limit }: { needed: bigint; limit: bigint }) {
    super(`A replacement must offer ${gwei(needed)} for each gas, above the limit of ${gwei(limit)}.`, {
      metaMessages: [
        'Nodes take no replacement whose fees are not an eighth higher. Nothing was sent.',
        'Raise `maxFeePerGas`, or wait.',
      ],
    })
    this.needed = needed
    this.limit = limit
  }
}

/** Only who sent a transaction can replace it; and only some kinds of transactions are replaced here. */
export class NotReplaceableError extends CotrainError {
  override name = 'NotReplaceableError'
  readonly transactionHash: Hash

  constructor({ transactionHash, reason }: { transactionHash: Hash; reason: string }) {
    super(`Transaction ${transactionHash} cannot be replaced: ${reason}.`, {
      metaMessages: ['Nothing was sent.'],
    })
    this.transactionHash = transactionHash
  }
}

/** The chain does not take the one transaction that puts the deployment proxy where it is everywhere. */
export class DeployerProxyRefusedError extends CotrainError {
  override name = 'DeployerProxyRefusedError'
  readonly address: Address
  readonly chainId: number

  constructor({
    address,
    chainId,
    reason,
    funded = 0n,
    cause,
  }: { address: Address; chainId: number; reason: string; funded?: bigint; cause?: unknown }) {
    super(
      `Chain ${chainId} lacks the deterministic deployment proxy at ${address}, and it cannot be put there: ${reason}.`,
      {
        cause,
        metaMessages: [
          'Its transaction is signed for no chain in particular (from before EIP-155), and cannot be changed.',
          'Send it by a node that takes such transactions (geth: --rpc.allow-unprotected-txs),',
          'ask those who run the chain to put the proxy there, or use another chain.',
          funded === 0n
            ? 'Nothing was sent.'
            : `${formatEther(funded)} ETH went to its signer and stay there: whoever tries again need not pay them.`,
        ],
      },
    )
    this.address = address
    this.chainId = chainId
  }
}
