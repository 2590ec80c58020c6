import type { Hash, TransactionReceipt } from 'viem'
import { getTransactionReceipt, waitForTransactionReceipt } from 'viem/actions'
import { NodeUnreachableError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import type { CotrainClient } from './client.ts'

/** Milliseconds between looks at the node, and how many may fail in a row. */
const lookInterval = 2000
const maxFailures = 3

/**
 * Waits for a transaction's receipt, or until the node is gone. viem alone would wait for a node that never comes back;
 * and as it looks once for each new block, it waits in vain on a local chain that makes no block without transactions, if
 * the receipt was not there yet.
 *
 * @throws NodeUnreachableError, or a CotrainError when nothing is mined for three minutes
 */
export async function waitForReceipt(client: CotrainClient, hash: Hash): Promise<TransactionReceipt> {
  const done = new AbortController()
  const { signal } = done
  try {
    return await Promise.race([
      waitForTransactionReceipt(client, { hash, signal }),
      lookForReceipt(client, { hash, signal }),
    ])
  } catch (error) {
    throw toCotrainError(error)
  } finally {
    done.abort()
  }
}

/** @throws NodeUnreachableError when the node does not answer several times in a row */
async function lookForReceipt(
  client: CotrainClient,
  { hash, signal }: { hash: Hash; signal: AbortSignal },
): Promise<TransactionReceipt> {
  for (let failures = 0; ; ) {
    await pause(lookInterval, signal)
    try {
      return await getTransactionReceipt(client, { hash })
    } catch (error) {
      const failure = toCotrainError(error)
      failures = failure instanceof NodeUnreachableError ? failures + 1 : 0
      if (!(failure instanceof NodeUnreachableError) || failures < maxFailures) continue
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
