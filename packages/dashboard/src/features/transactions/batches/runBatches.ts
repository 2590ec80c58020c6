import {
  type MechanismName,
  type ModelReference,
  type PlannedTransaction,
  type SyncedModel,
  sendPlannedSync,
} from '@cotrain/sdk'
import type { TransactionReceipt } from 'viem'
import type { Sender } from '../../model/useSend.ts'
import { canSendTogether, sendTogether, together } from './together.ts'

/** What can be claimed of a model in several transactions. Each of it is known by a number. */
export interface Claimable<mechanism extends MechanismName, item> {
  model: ModelReference<mechanism>
  /** The transactions that some of it takes, by the model's history; what cannot be claimed any more is left out. */
  plan: (
    client: Sender,
    synced: SyncedModel<mechanism>,
    keys: readonly bigint[],
  ) => Promise<readonly PlannedTransaction<item>[]>
  keyOf: (item: item) => bigint
  /** Says what has come of a transaction. */
  tell?: (mined: Mined) => void
}

/** What is known of a transaction that is in a block, or of several that a wallet has sent as one. */
export type Mined = Pick<TransactionReceipt, 'logs'>

/** How far it is. */
export interface BatchProgress {
  /** Transactions in all, as far as they are planned. */
  transactions: number
  sent: number
  mined: number
  /** Of so many things to claim, how many are claimed. */
  done: number
  total: number
  /** Whether the reader has stopped it. */
  stopped: boolean
}

interface Watching<mechanism extends MechanismName> {
  /** The model as it is now. */
  sync: () => Promise<SyncedModel<mechanism>>
  onProgress: (progress: BatchProgress) => void
  /** Whether nothing more shall be sent. */
  isStopped: () => boolean
}

/**
 * Claims many things, as many in a transaction as fit, and one transaction after the other: what is left is planned anew
 * after each, for the state has changed. A wallet that can send several at once, all or none, is asked once for them.
 *
 * @throws what plan and sending throw; what was claimed by then stays so
 */
export async function runBatches<mechanism extends MechanismName, item>(
  client: Sender,
  keys: readonly bigint[],
  { model, plan, keyOf, tell: tellMined }: Claimable<mechanism, item>,
  { sync, onProgress, isStopped }: Watching<mechanism>,
): Promise<BatchProgress> {
  const canTogether = await canSendTogether(client)
  let left = keys
  /** How many plans in all were out of date before they were sent. */
  let outdated = 0
  let progress: BatchProgress = {
    transactions: 0,
    sent: 0,
    mined: 0,
    done: 0,
    total: keys.length,
    stopped: false,
  }
  const tell = (parts: Partial<BatchProgress>) => {
    progress = { ...progress, ...parts }
    onProgress(progress)
  }
  while (left.length > 0) {
    const planned = await plan(client, await sync(), left)
    if (planned.length === 0) break
    tell({ transactions: progress.mined + planned.length })
    if (isStopped()) {
      tell({ stopped: true })
      break
    }
    const group = canTogether ? await together(client, planned) : planned.slice(0, 1)
    const onHash = () => tell({ sent: progress.sent + group.length })
    const [first] = group
    try {
      const mined =
        group.length > 1
          ? await sendTogether(client, group, onHash)
          : await sendPlannedSync(client, { model, transaction: first!, onHash })
      tellMined?.(mined)
    } catch (error) {
      if (!isOutdated(error) || ++outdated > mostOutdated) throw error
      continue
    }
    const claimed = new Set(group.flatMap(({ items }) => items.map(keyOf)))
    left = left.filter(key => !claimed.has(key))
    tell({ mined: progress.mined + group.length, done: progress.done + claimed.size })
  }
  return progress
}

const mostOutdated = 3

/** Whether others have changed what was planned, before it was sent. */
const isOutdated = (error: unknown) =>
  error instanceof Error &&
  ['AlreadyTouchedError', 'ProofMismatchError', 'ProofLengthError'].includes(error.name)
