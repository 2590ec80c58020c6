import type { Hash, Hex } from 'viem'
import { TransactionRevertedError } from '../../../errors/network.ts'
import { isStaleProof } from '../../../errors/record.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from '../client.ts'
import { waitForSuccess } from '../waitForEvents.ts'
import { writeTrainer } from '../writeTrainer.ts'
import { retryStale } from './retryStale.ts'

/** A transaction of several calls, which claim `items` with proofs. */
export type ProvenTransaction<item> = {
  items: readonly item[]
  calls: readonly Hex[]
  /** Whether its proofs are right only after the transactions before it. */
  follows?: boolean | undefined
  /** Gas that it may need above the estimate if other transactions come first. */
  spareGas?: bigint | undefined
}

type Sent<item> = { hash: Hash; items: readonly item[]; isMined: boolean }

/**
 * Sends claims of many contributions, several in a transaction. Where others have added entries in the meantime, so that
 * a proof is out of date, what is not sent yet is planned again.
 *
 * @param plan The transactions of the claims that are left, with proofs for the log as it is now; the history must be
 * read again for it where `isAgain`
 * @returns The hashes of the transactions; none when there are no claims
 */
export async function sendProven<item>(
  client: CotrainClient,
  parameters: WriteParameters & { model: ModelReference },
  items: readonly item[],
  plan: (left: readonly item[], isAgain: boolean) => Promise<readonly ProvenTransaction<item>[]>,
): Promise<Hash[]> {
  const { model } = parameters
  const all: Sent<item>[] = []
  let count = 0
  await retryStale(async attempt => {
    // what was sent must be in the log that the next proofs are made of
    if (attempt > 0) await mineAll(client, parameters, all)
    const done = new Set(all.flatMap(sent => sent.items))
    const left = items.filter(each => !done.has(each))
    for (const transaction of left.length === 0 ? [] : await plan(left, attempt > 0)) {
      const { calls, follows = false, spareGas } = transaction
      if (follows) await mineAll(client, parameters, all)
      const call = {
        ...writing(parameters, count),
        model,
        functionName: 'multicall',
        args: [calls],
        spareGas,
      } as const
      all.push({ hash: await writeTrainer(client, call), items: transaction.items, isMined: false })
      count++
    }
  })
  return all.map(({ hash }) => hash)
}

/**
 * Waits until all that was sent is mined. A transaction that others have outrun is dropped from the list.
 *
 * @throws the reason why a transaction reverted, if that is a proof that is out of date
 */
async function mineAll<item>(
  client: CotrainClient,
  parameters: WriteParameters & { model: ModelReference },
  all: Sent<item>[],
): Promise<void> {
  const { model, timeout } = parameters
  for (const sent of all.filter(({ isMined }) => !isMined)) {
    try {
      await waitForSuccess(client, { model, timeout, hash: sent.hash })
      sent.isMined = true
    } catch (error) {
      if (!(error instanceof TransactionRevertedError) || !isStaleProof(error.cause)) throw error
      all.splice(all.indexOf(sent), 1)
      throw error.cause
    }
  }
}
