import type { SentTransaction } from '@cotrain/sdk'
import type { Hash, TransactionReceipt } from 'viem'
import { CliError } from '../errors.ts'
import { formatAmount } from '../format.ts'

const signals = { SIGINT: 130, SIGTERM: 143 } as const

/** Ctrl-C, or being asked to stop, while a transaction may be under way. */
export class InterruptedError extends CliError {
  readonly exitCode: number

  constructor(exitCode: number, underWay: readonly Hash[]) {
    super('Interrupted.', underWay.flatMap(howToFollow))
    this.exitCode = exitCode
  }
}

/** What to know of a transaction that was sent, and by which command to see what becomes of it. */
export function howToFollow(hash: Hash): string[] {
  return [
    `Transaction ${hash} was sent and may still be mined: do not send the same again before you know.`,
    `Follow it: cotrain wait ${hash}`,
  ]
}

const underWay = new Set<Hash>()
let interrupt: (error: InterruptedError) => void
/** Rejects when the user interrupts a command that has sent something. */
export const interruption = new Promise<never>((_, reject) => {
  interrupt = reject
})
interruption.catch(() => undefined)

let watching = false
function watchSignals(): void {
  if (watching) return
  watching = true
  for (const [signal, exitCode] of Object.entries(signals)) {
    process.on(signal, () => interrupt(new InterruptedError(exitCode, [...underWay])))
  }
}

/** Says that a transaction is being sent, on stderr, in a line of its own even where a progress bar stands. */
export function noticeSent({ hash, value }: SentTransaction): void {
  watchSignals()
  underWay.add(hash)
  const clear = process.stderr.isTTY ? '\r\u001b[K' : ''
  const most = value === 0n ? '' : `, with ${formatAmount(value)} at most; what is not needed comes back`
  process.stderr.write(`${clear}Sending ${hash}${most}.\n`)
}

/** Notes that a transaction is mined. */
export function noticeMined({ transactionHash }: Pick<TransactionReceipt, 'transactionHash'>): void {
  underWay.delete(transactionHash)
}
