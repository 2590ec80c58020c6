import type { Hash, TransactionReceipt } from 'viem'
import { getBlockNumber, waitForTransactionReceipt } from 'viem/actions'
import { NodeUnreachableError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import type { CotrainClient } from './client.ts'

/** Milliseconds between looks whether the node is still there, and how many may fail in a row. */
const lookInterval = 2000
const maxFailures = 3

/**
 * Waits for a transaction's receipt, or until the node is gone: viem alone would wait for a node that never comes back.
 *
 * @throws NodeUnreachableError, or a CotrainError when nothing is mined for three minutes
 */
export async function waitForReceipt(client: CotrainClient, hash: Hash): Promise<TransactionReceipt> {
  const done = new AbortController()
  const { signal } = done
  try {
    return await Promise.race([
      waitForTransactionReceipt(client, { hash, signal }),
      untilNodeIsGone(client, { hash, signal }),
    ])
  } catch (error) {
    throw toCotrainError(error)
  } finally {
    done.abort()
  }
}

async function untilNodeIsGone(
  client: CotrainClient,
  { hash, signal }: { hash: Hash; signal: AbortSignal },
): Promise<never> {
  for (let failures = 0; ; ) {
    await pause(lookInterval, signal)
    try {
      await getBlockNumber(client, { cacheTime: 0 })
      failures = 0
    } catch (error) {
      const failure = toCotrainError(error)
      if (!(failure instanceof NodeUnreachableError)) continue
      failures += 1
      if (failures < maxFailures) continue
      throw new NodeUnreachableError({ url: failure.url, transactionHash: hash, cause: error })
    }
  }
}

/** Resolves after some milliseconds; never, and leaves no timer behind, once `signal` is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
