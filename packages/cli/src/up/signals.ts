const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** How often we look whether npm is still there, in milliseconds. */
const look = 500

/**
 * Watches for Ctrl-C and for being asked to stop. Impatient repetitions are ignored: stopping takes a moment.
 *
 * `npm start` puts a shell between npm and us. A signal that is sent to npm ends that shell, which passes nothing on; so
 * under npm a parent that is gone counts as being asked to stop as well.
 *
 * @returns A signal that is aborted when it is time to stop.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  for (const signal of signals) process.on(signal, stop)
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid === parent || stop(), look).unref()
  }
  return controller.signal
}
