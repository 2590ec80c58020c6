type Closing = () => void

/** Sockets of this command that are open. */
const closings = new Set<Closing>()

/** Has something closed when the command is over. */
export function closeAtEnd(close: Closing): void {
  closings.add(close)
}

/** Milliseconds for which what a command has left behind may still run. */
const grace = 300

/**
 * Closes what the command has opened, and ends the process as soon as it has written all, though requests that nobody
 * waits for any more be under way, or a socket that was never answered.
 */
export function endConnections(): void {
  if (closings.size === 0) return
  for (const close of closings) close()
  closings.clear()
  process.stdout.write('', () => {
    setTimeout(() => process.exit(), grace).unref()
  })
}
