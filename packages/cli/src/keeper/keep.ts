import { setTimeout as sleep } from 'node:timers/promises'
import { NodeUnreachableError, toCotrainError } from '@cotrain/sdk'
import { CliError, explain } from '../errors.ts'
import type { Keeping } from './Keeping.ts'
import { createMemory } from './Memory.ts'
import { makePass } from './pass.ts'

/** What a keeper that runs shows of itself. */
export type Pulse = {
  /** When the last look at everything ended well, in milliseconds since 1970. */
  lastPass: number | undefined
  /** Why the last look did not. */
  trouble: string | undefined
}

/** The longest that a node that does not answer is left alone, in milliseconds. */
const longestWait = 300_000

/**
 * Looks at everything again and again, until it is to end. What fails is tried again: a node that does not answer less
 * and less often, down to every five minutes.
 *
 * @param interval - Milliseconds between two looks
 * @throws CliError when another keeper has taken over
 */
export async function keepOn(keeping: Keeping, interval: number, pulse: Pulse): Promise<void> {
  const { stop, metrics, log } = keeping
  const memory = createMemory()
  let failures = 0
  while (!stop.aborted) {
    if (!(await keeping.isOurs())) {
      throw new CliError('Another keeper of this account has taken over: this one was silent for too long.')
    }
    try {
      await makePass(keeping, memory)
      if (failures > 0) log.info({ failures }, 'the node answers again')
      failures = 0
      pulse.lastPass = Date.now()
      pulse.trouble = undefined
    } catch (error) {
      failures++
      const reason = (await explain(error)).message
      pulse.trouble = reason
      metrics.nodeError()
      const level = failures === 1 ? 'error' : 'debug'
      const isGone = toCotrainError(error) instanceof NodeUnreachableError
      log[level]({ reason }, isGone ? 'the node does not answer; trying again' : 'this look failed')
    }
    const wait = Math.min(longestWait, interval * 2 ** Math.min(failures, 20))
    await sleep(Math.max(wait, failures === 0 ? interval : 1_000), undefined, { signal: stop }).catch(
      () => undefined,
    )
  }
}
