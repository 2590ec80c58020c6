import { CliError } from '../errors.ts'

type Hash = `0x${string}`

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
function howToFollow(hash: Hash): string[] {
  return [
    `Transaction ${hash} was sent and may still be mined: do not send the same again before you know.`,
    `Follow it: cotrain wait ${hash}`,
  ]
}

/** Transactions that were sent and not seen mined. */
export const underWay = new Set<Hash>()
let interrupt: (error: InterruptedError) => void
/** Rejects when the user interrupts a command that has sent something. */
export const interruption = new Promise<never>((_, reject) => {
  interrupt = reject
})
interruption.catch(() => undefined)

let watching = false
/** From here on Ctrl-C says what is under way. */
export function watchSignals(): void {
  if (watching) return
  watching = true
  for (const [signal, exitCode] of Object.entries(signals)) {
    process.on(signal, () => interrupt(new InterruptedError(exitCode, [...underWay])))
  }
}
