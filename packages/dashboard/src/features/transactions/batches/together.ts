import { CotrainError, type PlannedTransaction } from '@cotrain/sdk'
import type { Client } from 'viem'
import { estimateGas, getCapabilities, sendCalls, waitForCallsStatus } from 'viem/actions'
import type { Sender } from '../../model/useSend.ts'
import type { Mined } from './runBatches.ts'

/** Below what a transaction may execute (EIP-7825: 2^24), with room for the wallet's own code. */
const mostGas = 15_000_000n

/** A transaction costs so much by itself, which several that go together pay once. */
const ownGas = 21_000n

/** Milliseconds for which a wallet's calls are waited for. */
const timeout = 600_000

/** The wallet's calls were not mined, or not with success. */
export class CallsFailedError extends CotrainError {
  override name = 'CallsFailedError'

  constructor() {
    super('Your wallet could not send them together: none of them counts.', {
      metaMessages: ['What can be claimed now stands below: try again, or claim one by one.'],
    })
  }
}

/** Whether the wallet sends several calls in one transaction by itself, all or none (EIP-5792). */
export async function canSendTogether(client: Client & Pick<Sender, 'account'>): Promise<boolean> {
  try {
    const { account, chain } = client
    const { atomic } = await getCapabilities(client, { account, chainId: chain!.id })
    return atomic?.status === 'supported'
  } catch {
    // wallets that do not know the question
    return false
  }
}

/** The first transactions of a plan that fit into one together; one at least. */
export async function together<item>(
  client: Sender,
  planned: readonly PlannedTransaction<item>[],
): Promise<readonly PlannedTransaction<item>[]> {
  let gas = 0n
  /** Of each thing that is claimed, at most, as far as it is known. */
  let each = 0n
  for (const [index, { to, data, items, follows }] of planned.entries()) {
    const count = BigInt(items.length)
    // what follows others cannot be tried before they are mined
    const needed = follows ? each * count : await estimateGas(client, { account: client.account, to, data })
    if (needed > each * count) each = needed / count + 1n
    gas += needed > ownGas ? needed - ownGas : needed
    if (gas > mostGas || (follows && each === 0n)) return planned.slice(0, Math.max(1, index))
  }
  return planned
}

/**
 * Lets the wallet send several transactions as one, and waits until it is mined.
 *
 * @throws CallsFailedError when it is not mined with success
 */
export async function sendTogether(
  client: Sender,
  planned: readonly PlannedTransaction<unknown>[],
  onSent: () => void,
): Promise<Mined> {
  const calls = planned.map(({ to, data }) => ({ to, data }))
  const { account, chain } = client
  const { id } = await sendCalls(client, { account, chain, calls, forceAtomic: true } as never)
  onSent()
  const { status, receipts = [] } = await waitForCallsStatus(client, { id, timeout })
  if (status !== 'success') throw new CallsFailedError()
  return { logs: receipts.flatMap(({ logs }) => logs) as unknown as Mined['logs'] }
}
