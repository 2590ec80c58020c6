import { tuneForShortRuns } from '@cotrain/simulator/node'
import { createBar } from '../bar.ts'
import type { Output } from '../output.ts'

type Work = {
  out: Output
  /** The file that the same command goes on from. */
  lines: string | undefined
  /** Whether it hears Ctrl-C between its runs. */
  isLong: boolean
}

/** Runs simulations beside a progress bar; Ctrl-C ends them, and says where the same command goes on. */
export async function interruptible<result>(
  { out, lines, isLong }: Work,
  simulate: (onProgress: (done: number, total: number) => void) => Promise<result>,
): Promise<result> {
  const bar = createBar(out, 'runs')
  const stop = () => {
    bar.stop()
    if (lines !== undefined) out.log(`Interrupted. The same command goes on from ${lines}.`)
    process.exit(130)
  }
  if (isLong) process.once('SIGINT', stop)
  try {
    tuneForShortRuns()
    return await simulate(bar.update)
  } finally {
    process.off('SIGINT', stop)
    bar.stop()
  }
}
