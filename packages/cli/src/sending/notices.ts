import type { SentTransaction } from '@cotrain/sdk'
import type { TransactionReceipt } from 'viem'
import { formatAmount } from '../format.ts'
import { underWay, watchSignals } from './interruption.ts'

/** Says that a transaction is being sent, on stderr, in a line of its own even where a progress bar stands. */
export function noticeSent({ hash, value, request }: SentTransaction): void {
  watchSignals()
  underWay.add(hash)
  const clear = process.stderr.isTTY ? '\r\u001b[K' : ''
  const back = request.comesBack ? ' at most; what is not needed comes back' : ''
  const most = value === 0n ? '' : `, with ${formatAmount(value)}${back}`
  process.stderr.write(`${clear}Sending ${hash}${most}.\n`)
}

/** Notes that a transaction is mined. */
export function noticeMined({ transactionHash }: Pick<TransactionReceipt, 'transactionHash'>): void {
  underWay.delete(transactionHash)
}
