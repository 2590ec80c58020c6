import { formatModelId, type SentTransaction } from '@cotrain/sdk'
import type { Logger } from 'pino'
import type { Address, Hash } from 'viem'
import { getTransactionCount } from 'viem/actions'
import type { Connection } from '../context.ts'
import { forget, type InFlight, recall, recordOf, remember } from '../sending/inFlight.ts'
import type { Job } from './types.ts'

type About = { client: Connection; account: Address; log: Logger }

/** Writes down what is being sent, before it is broadcast. */
export function noteSent(log: Logger, { model, chore }: Job, sent: SentTransaction): void {
  const id = formatModelId(model)
  log.info({ model: id, chore, hash: sent.hash }, 'sending')
  if (sent.nonce === undefined) return
  remember({ ...recordOf(sent, `keeper: ${chore} in ${id}`), by: 'keeper' }, text => log.warn(text))
}

/** A transaction is mined: there is nothing to remember. */
export const noteMined = (hash: Hash): void => forget(hash)

/**
 * What of the account's is under way, after a look at what was written down by this process or one before it. Others of
 * the account's commands write there, too: theirs is waited for, and left to them.
 */
export async function readFlights({ client, account, log }: About): Promise<InFlight[]> {
  const pending: InFlight[] = []
  for (const known of recall({ chainId: client.chain.id, account }, text => log.warn(text))) {
    const { hash, nonce } = known
    const seen = await client.getTransactionStatus({ hash, place: { account, nonce } })
    if (seen.status === 'pending') pending.push(known)
    else if (seen.status === 'unknown') {
      const next = await getTransactionCount(client, { address: account, blockTag: 'pending' })
      // the next one takes its place, so that only one of the two can be mined
      if (next > nonce) pending.push(known)
      else dismiss(known, log, 'the node does not know it any more')
    } else {
      const reverted = seen.status === 'mined' && seen.receipt.status === 'reverted'
      dismiss(
        known,
        log,
        seen.status === 'replaced' ? 'replaced' : reverted ? 'mined, and reverted' : 'mined',
      )
    }
  }
  return pending
}

function dismiss(known: InFlight, log: Logger, outcome: string): void {
  if (!isKeepers(known)) return
  forget(known.hash)
  log.info({ hash: known.hash, outcome }, 'a transaction from before')
}

/** Whether a keeper has sent it: what others of the account's commands have sent is theirs. */
export function isKeepers({ by }: InFlight): boolean {
  return by === 'keeper'
}
