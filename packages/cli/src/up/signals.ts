const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type StopSignal = {
  /** Resolves at the first signal. */
  promise: Promise<void>
  /** The signal that came, if one did. */
  signal: () => NodeJS.Signals | undefined
  /** Ends the watch: signals end the process again as usual. */
  dispose: () => void
}

/** Watches for Ctrl-C and for being asked to stop. Impatient repetitions are ignored: stopping takes a moment. */
export function stopSignal(): StopSignal {
  let received: NodeJS.Signals | undefined
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  const onSignal = (signal: NodeJS.Signals) => {
    received ??= signal
    resolve()
  }
  for (const signal of signals) process.on(signal, onSignal)
  return {
    promise,
    signal: () => received,
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal)
    },
  }
}
