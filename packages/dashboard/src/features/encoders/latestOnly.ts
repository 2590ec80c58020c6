/**
 * Runs one call at a time, and of those that come meanwhile only the newest: who types fast does not wait for what they
 * have typed before.
 *
 * @returns What `run` gives; undefined for a call that a newer one has replaced before it began.
 */
export function latestOnly<Input, Output>(run: (input: Input) => Promise<Output>) {
  let isRunning = false
  let waiting: ((isLatest: boolean) => void) | undefined

  return async (input: Input): Promise<Output | undefined> => {
    if (isRunning) {
      waiting?.(false)
      const isLatest = await new Promise<boolean>(resolve => {
        waiting = resolve
      })
      if (!isLatest) return undefined
    }
    isRunning = true
    try {
      return await run(input)
    } finally {
      const next = waiting
      waiting = undefined
      // it takes over before anybody else can begin
      isRunning = next !== undefined
      next?.(true)
    }
  }
}
