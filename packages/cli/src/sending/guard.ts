import {
  CotrainError,
  contentOf,
  type Model,
  NodeUnreachableError,
  type SampleOf,
  type SentTransaction,
  TransactionDroppedError,
  TransactionTimeoutError,
} from '@cotrain/sdk'
import { type Hash, isAddressEqual } from 'viem'
import { getTransactionCount } from 'viem/actions'
import type { Connection } from '../context.ts'
import { forget, type InFlight, recall, remember } from './inFlight.ts'
import { noticeSent } from './notices.ts'

type Lesson = { label: number; sample: SampleOf }

/** The same contribution was sent before. */
export class AlreadySentError extends CotrainError {
  override name = 'AlreadySentError'
  readonly transactionHash: Hash

  constructor(hash: Hash, state: string) {
    super(`This was already sent as ${hash}, ${state}.`, {
      metaMessages: [
        `See what becomes of it: cotrain wait ${hash}`,
        'To send it once more, and pay again: --again',
      ],
    })
    this.transactionHash = hash
  }
}

/** Sees to it that no contribution is paid twice by accident. */
export type Guard = {
  /** @throws AlreadySentError when one of the lessons is under way, or was mined and nobody has seen it */
  check(lessons: readonly Lesson[]): Promise<void>
  /** Sends lessons by `send`, which tells of the transaction before it is broadcast: then it is written down. */
  send<result>(
    lessons: readonly Lesson[],
    send: (onHash: (transaction: SentTransaction) => void) => Promise<result>,
  ): Promise<result>
}

/** @param again - Whether to send what was sent before once more */
export function createGuard(
  client: Connection,
  model: Model,
  { again, log }: { again: boolean; log: (text: string) => void },
): Guard {
  const account = client.account!.address
  const about = { chainId: client.chain.id, account }
  /** Those transactions that contain one of the lessons. */
  const sameAs = (contents: readonly Hash[]) =>
    recall(about, log).filter(
      known =>
        isAddressEqual(known.trainer, model.trainer) &&
        known.modelId === String(model.modelId) &&
        known.contents.some(content => contents.includes(content)),
    )
  /** Those that the node does not know any more: only a transaction in their place may follow. */
  const lost = new Map<Hash, InFlight>()
  return {
    async check(lessons) {
      if (again) return
      for (const known of sameAs(lessons.map(contentOf))) {
        if (await isLost(client, known, log)) lost.set(known.hash, known)
      }
    },
    async send(lessons, send) {
      const contents = lessons.map(contentOf)
      const { trainer } = model
      let hash: Hash | undefined
      const onHash = (transaction: SentTransaction) => {
        const { nonce } = transaction
        if (nonce === undefined) return noticeSent(transaction)
        const known = {
          ...about,
          hash: transaction.hash,
          nonce,
          trainer,
          modelId: String(model.modelId),
          contents,
        }
        remember(known, log)
        const others = again ? [] : sameAs(contents).filter(each => each.hash !== transaction.hash)
        // another process may have sent it since the check: who sees the other gives way
        const other = others.find(each => lost.get(each.hash)?.nonce !== nonce)
        if (other) {
          forget(transaction.hash)
          throw new AlreadySentError(other.hash, 'and may still be mined')
        }
        for (const each of others) forget(each.hash)
        hash = transaction.hash
        noticeSent(transaction)
      }
      try {
        const result = await send(onHash)
        if (hash) forget(hash)
        return result
      } catch (error) {
        if (hash && !mayBeMined(error)) forget(hash)
        throw error
      }
    },
  }
}

/** Whether a transaction may be mined, though waiting for it has failed so. */
function mayBeMined(error: unknown): boolean {
  const kinds = [TransactionTimeoutError, TransactionDroppedError, NodeUnreachableError]
  return kinds.some(kind => error instanceof kind)
}

/**
 * Whether the node does not know a transaction any more, so that another one can take its place; false when it has come
 * to nothing.
 *
 * @throws AlreadySentError in all other cases
 */
async function isLost(client: Connection, known: InFlight, log: (text: string) => void): Promise<boolean> {
  const { hash, account, nonce } = known
  const seen = await client.getTransactionStatus({ hash, place: { account, nonce } })
  if (seen.status === 'pending') throw new AlreadySentError(hash, 'which is not mined yet')
  if (seen.status === 'unknown') {
    const next = await getTransactionCount(client, { address: account, blockTag: 'pending' })
    if (next !== nonce)
      throw new AlreadySentError(hash, 'which the node does not know now, but may come back')
    log(`The node does not know ${hash} any more, which was sent before: sending anew, in its place.`)
    return true
  }
  forget(hash)
  if (seen.status === 'replaced') {
    log(`${hash}, which was sent before, was replaced by ${seen.replacement.hash}: sending anew.`)
    return false
  }
  const { status, blockNumber } = seen.receipt
  if (status === 'success') throw new AlreadySentError(hash, `and is mined since, in block ${blockNumber}`)
  log(`${hash}, which was sent before, is mined and reverted: sending anew.`)
  return false
}
