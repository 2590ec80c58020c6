import type { Address, Hash } from 'viem'
import { CotrainError } from './base.ts'
import { inEther } from './format.ts'
import { shownUrl } from './shownUrl.ts'

/** The node does not answer. */
export class NodeUnreachableError extends CotrainError {
  override name = 'NodeUnreachableError'
  /** Its address without what may be a key. */
  readonly url: string | undefined
  /** A transaction that was sent, and may or may not be mined. */
  readonly transactionHash: Hash | undefined

  constructor(failure: { url?: string | undefined; transactionHash?: Hash | undefined; cause?: unknown }) {
    const { transactionHash, cause } = failure
    const url = failure.url && shownUrl(failure.url)
    super(`The node${url ? ` at ${url}` : ''} does not answer.`, {
      cause,
      metaMessages: [
        'Check that it runs and that the address is right, then try again.',
        ...(transactionHash
          ? [`First look whether transaction ${transactionHash}, which was sent, is mined.`]
          : []),
      ],
    })
    this.url = url
    this.transactionHash = transactionHash
  }
}

/** The node answers, but cannot or will not serve what it was asked. */
export class NodeTroubleError extends CotrainError {
  override name = 'NodeTroubleError'
  /** Its address without what may be a key. */
  readonly url: string | undefined
  /** The HTTP status of its answer; undefined where the answer was no JSON-RPC. */
  readonly status: number | undefined

  constructor(trouble: { url?: string | undefined; status?: number | undefined; cause?: unknown }) {
    const { status, cause } = trouble
    const url = trouble.url && shownUrl(trouble.url)
    const node = `The node${url ? ` at ${url}` : ''}`
    const isRefusal = status === 401 || status === 402 || status === 403
    super(
      isRefusal
        ? `${node} refuses to answer (${status}).`
        : `${node} is in trouble (${status ?? 'its answer is no JSON-RPC'}).`,
      {
        cause,
        metaMessages: [
          isRefusal
            ? 'Check its address, and the key in it, or use another node.'
            : status === undefined
              ? 'Check that the address is that of a node, not of a page about it; or use another node.'
              : 'It may pass: try again later, or use another node.',
        ],
      },
    )
    this.url = url
    this.status = status
  }
}

/** The node answers no more requests for now. */
export class RateLimitedError extends CotrainError {
  override name = 'RateLimitedError'
  /** Its address without what may be a key. */
  readonly url: string | undefined
  /** Seconds for which the request was tried. */
  readonly waited: number
  /** Seconds that the node asks to wait, if it says so. */
  readonly retryAfter: number | undefined

  constructor(limit: {
    url?: string | undefined
    waited?: number
    retryAfter?: number | undefined
    cause?: unknown
  }) {
    const { waited = 0, retryAfter, cause } = limit
    const url = limit.url && shownUrl(limit.url)
    const asks = retryAfter ? ` It asks to wait ${Math.ceil(retryAfter)} seconds.` : ''
    const tried = waited >= 1 ? ` It was tried for ${Math.round(waited)} seconds.` : ''
    super(`The node${url ? ` at ${url}` : ''} gets too many requests.${asks}${tried}`, {
      cause,
      metaMessages: ['Try again later, or use another node, or several: your own has no such limit.'],
    })
    this.url = url
    this.waited = waited
    this.retryAfter = retryAfter
  }
}

/** The client speaks to another chain than it was made for. */
export class WrongChainError extends CotrainError {
  override name = 'WrongChainError'
  readonly currentChainId: number | undefined
  readonly expectedChainId: number | undefined

  constructor(chain: { current?: number | undefined; expected?: number | undefined; cause?: unknown }) {
    const { current, expected, cause } = chain
    super(
      `The node or wallet is on chain ${current ?? 'unknown'}, but chain ${expected ?? 'unknown'} is expected.`,
      {
        cause,
        metaMessages: ['Switch the wallet to the expected chain, or connect to a node of that chain.'],
      },
    )
    this.currentChainId = current
    this.expectedChainId = expected
  }
}

/** There is no trainer on this chain yet. */
export class TrainerNotDeployedError extends CotrainError {
  override name = 'TrainerNotDeployedError'
  readonly address: Address
  readonly chainId: number | undefined

  constructor({
    address,
    chainId,
    cause,
  }: { address: Address; chainId?: number | undefined; cause?: unknown }) {
    super(`There is no trainer at ${address} on chain ${chainId ?? 'of this node'}.`, {
      cause,
      metaMessages: [
        'Deploy it with `deployTrainer`; anyone can, and once is enough for all models under its mechanism.',
      ],
    })
    this.address = address
    this.chainId = chainId
  }
}

/** The chain's rules are older than what the trainers are compiled for. */
export class ChainTooOldError extends CotrainError {
  override name = 'ChainTooOldError'
  readonly chainId: number

  constructor({ chainId }: { chainId: number }) {
    super(`Chain ${chainId} does not have the rules of Cancun (EIP-5656, the instruction MCOPY) yet.`, {
      metaMessages: [
        'Trainers would fail there at the first contribution. Nothing was sent.',
        'Use another chain, or wait until this one has them. A local anvil has: --hardfork cancun, or a later one.',
      ],
    })
    this.chainId = chainId
  }
}

/** The account cannot pay for the transaction. */
export class InsufficientFundsError extends CotrainError {
  override name = 'InsufficientFundsError'

  /** @param amounts - What it takes and what the account has, in wei, where that is known */
  constructor({ needed, balance, cause }: { needed?: bigint; balance?: bigint; cause?: unknown } = {}) {
    const figures =
      needed === undefined || balance === undefined
        ? ''
        : `: that is ${inEther(needed)}, and it has ${inEther(balance)}, so that ${inEther(needed - balance)} is missing`
    super(`The account does not have enough to pay for what it sends along, and for the gas${figures}.`, {
      cause,
      metaMessages: ['Fund the account. Nothing was sent.'],
    })
  }
}

/** The person said no in the wallet. */
export class UserRejectedError extends CotrainError {
  override name = 'UserRejectedError'

  constructor({ cause }: { cause?: unknown } = {}) {
    super('The request was declined in the wallet.', {
      cause,
      metaMessages: ['Nothing was sent. Try again to be asked once more.'],
    })
  }
}

/** A transaction was mined but reverted, for something changed after it was checked. */
export class TransactionRevertedError extends CotrainError {
  override name = 'TransactionRevertedError'
  readonly transactionHash: Hash

  constructor({ transactionHash, cause }: { transactionHash: Hash; cause?: unknown }) {
    super(`Transaction ${transactionHash} was mined but reverted.`, {
      cause,
      metaMessages: [
        ...(cause instanceof CotrainError ? [cause.shortMessage, ...cause.metaMessages] : []),
        'No deposit was taken; gas was paid.',
      ],
    })
    this.transactionHash = transactionHash
  }
}

/** Transactions of this account stay pending. */
export class TransactionsPendingError extends CotrainError {
  override name = 'TransactionsPendingError'
  readonly account: Address
  readonly pending: number

  constructor({ account, pending }: { account: Address; pending: number }) {
    super(`${pending} transaction(s) of ${account} are still pending.`, {
      metaMessages: [
        'They may belong to this very upload. Wait until they are mined or dropped, then try again.',
      ],
    })
    this.account = account
    this.pending = pending
  }
}

/** The events that the node gave of a model do not follow from one another. */
export class HistoryIncompleteError extends CotrainError {
  override name = 'HistoryIncompleteError'

  constructor({ reason, cause }: { reason: string; cause?: unknown }) {
    super(`The node's events of this model do not fit together: ${reason}.`, {
      cause,
      metaMessages: ['The node may have dropped old events, or be behind. Try again, or use another node.'],
    })
  }
}

/** The logs of one block are more than the node, or the client, puts into an answer. */
export class LogsTooLargeError extends CotrainError {
  override name = 'LogsTooLargeError'
  readonly blockNumber: bigint

  constructor({ block, cause }: { block: bigint; cause?: unknown }) {
    super(`The model's events in block ${block} alone are more than one answer of the node may hold.`, {
      cause,
      metaMessages: [
        "Raise `maxResponseBodySize` of viem's http transport if the client sets the limit, or use another node.",
      ],
    })
    this.blockNumber = block
  }
}

/** A model cannot be had as of this block. */
export class BlockOutOfRangeError extends CotrainError {
  override name = 'BlockOutOfRangeError'
  readonly block: bigint
  /** The block of the model's creation, or the chain's first. */
  readonly first: bigint
  /** The newest block. */
  readonly last: bigint

  constructor({ block, first, last }: { block: bigint; first: bigint; last: bigint }) {
    super(
      block > last
        ? `The chain has no block ${block} yet; its newest is ${last}.`
        : `The model was created in block ${first}, after block ${block}.`,
      { metaMessages: [`Give a block from ${first} to ${last}.`] },
    )
    this.block = block
    this.first = first
    this.last = last
  }
}
