import type { Address } from 'viem'
import { getTransactionCount } from 'viem/actions'
import { TransactionsPendingError } from '../../errors/network.ts'
import type { CotrainClient } from './client.ts'

/** Milliseconds to wait for pending transactions: ten blocks of Ethereum. */
const patience = 120_000

/**
 * Waits until no transaction of an account is pending, for it may be a part of what is about to be sent again.
 *
 * @throws TransactionsPendingError after two minutes
 */
export async function settlePending(client: CotrainClient, account: Address): Promise<void> {
  const count = (blockTag: 'latest' | 'pending') =>
    getTransactionCount(client, { address: account, blockTag })
  for (let waited = 0; ; waited += client.pollingInterval) {
    const [mined, all] = await Promise.all([count('latest'), count('pending')])
    if (all <= mined) return
    if (waited >= patience) throw new TransactionsPendingError({ account, pending: all - mined })
    await new Promise(resolve => setTimeout(resolve, client.pollingInterval))
  }
}
