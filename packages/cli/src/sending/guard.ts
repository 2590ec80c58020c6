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
import { forget, forgetPlace, type InFlight, recall } from './inFlight.ts'
import { outcomeOf } from './outcome.ts'
import type { Sender } from './sender.ts'

type Log = (text: string) => void
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
    send: (onHash: (transaction: SentTransaction) => Promise<void>) => Promise<result>,
  ): Promise<result>
}

/** @param again - Whether to send what was sent before once more */
export function createGuard(
  client: Connection,
  model: Model,
  { again, log, sender }: { again: boolean; log: Log; sender: Sender },
): Guard {
  const account = client.account!.address
  const about = { chainId: client.chain.id, account }
  const { trainer } = model
  const modelId = String(model.modelId)
  /** Those transactions that contain one of the lessons. */
  const sameAs = (contents: readonly Hash[]) =>
    recall(about, log).filter(
      known =>
        known.trainer !== undefined &&
        isAddressEqual(known.trainer, trainer) &&
        known.modelId === modelId &&
        known.contents?.some(content => contents.includes(content)),
    )
  /** Those that the node does not know any more: only a transaction in their place may follow. */
  const lost = new Map<Hash, InFlight>()
  return {
    async check(lessons) {
      if (again) return
      for (const known of sameAs(lessons.map(contentOf))) {
        const isOver = () => {
          if (!sender.isDryRun) forgetPlace(known.hash)
        }
        if (await isLost(client, known, { log, isOver })) lost.set(known.hash, known)
      }
    },
    async send(lessons, send) {
      const contents = lessons.map(contentOf)
      let hash: Hash | undefined
      const onHash = async (sent: SentTransaction) => {
        await sender.noted(sent, { trainer, modelId, contents }, () => {
          const others = again ? [] : sameAs(contents).filter(each => each.hash !== sent.hash)
          // another process may have sent it since the check: who sees the other gives way
          const other = others.find(each => lost.get(each.hash)?.nonce !== sent.nonce)
          if (other) throw new AlreadySentError(other.hash, 'and may still be mined')
          for (const each of others) forget(each.hash)
        })
        hash = sent.hash
      }
      try {
        const result = await send(onHash)
        if (hash) forgetPlace(hash)
        return result
      } catch (error) {
        if (hash && !mayBeMined(error)) forgetPlace(hash)
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
 * to nothing. `isOver` is called when it is known what became of it.
 *
 * @throws AlreadySentError in all other cases
 */
async function isLost(
  client: Connection,
  known: InFlight,
  { log, isOver }: { log: Log; isOver: () => void },
): Promise<boolean> {
  const { hash, account, nonce, cancels } = known
  const outcome = await outcomeOf(client, known)
  if (outcome.state === 'pending') {
    const what = cancels ? 'and is being given up, which is not mined yet' : 'which is not mined yet'
    throw new AlreadySentError(hash, what)
  }
  if (outcome.state === 'unknown') {
    const next = await getTransactionCount(client, { address: account, blockTag: 'pending' })
    if (next !== nonce)
      throw new AlreadySentError(hash, 'which the node does not know now, but may come back')
    log(`The node does not know ${hash} any more, which was sent before: sending anew, in its place.`)
    return true
  }
  isOver()
  if (outcome.state === 'done')
    throw new AlreadySentError(outcome.hash, `and is mined since, in block ${outcome.block}`)
  const ends = { reverted: 'is mined and reverted', cancelled: 'was given up', replaced: 'was replaced' }
  const by = outcome.state === 'replaced' ? ` by ${outcome.hash}` : ''
  log(`${hash}, which was sent before, ${ends[outcome.state]}${by}: sending anew.`)
  return false
}
