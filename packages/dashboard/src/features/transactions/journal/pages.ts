/** This page among the open ones: whoever waits for a wallet is known by it. */
export const thisPage = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`

const lockOf = (page: string) => `cotrain.page.${page}`

/** Browsers tell of locks on https and localhost only. */
const locks = typeof navigator === 'undefined' ? undefined : navigator.locks

// held until the page is closed, reloaded or crashes: the browser sees to it
void locks?.request(lockOf(thisPage), () => new Promise<never>(() => {}))

/** Milliseconds after which a page is taken for closed where the browser does not tell. */
const assumedOpen = 120_000

/** Tells whether the page that waited for something since then (milliseconds since 1970) is closed. */
export async function closedPages(): Promise<(page: string, since: number) => boolean> {
  const held = (await locks?.query())?.held
  const open = new Set(held?.map(({ name }) => name))
  return (page, since) => {
    if (page === thisPage) return false
    return held ? !open.has(lockOf(page)) : Date.now() - since > assumedOpen
  }
}

/**
 * Runs `action` unless another tab, or this one, runs one of the same name.
 *
 * @throws what `onBusy` makes
 */
export async function alone<result>(
  name: string,
  onBusy: () => Error,
  action: () => Promise<result>,
): Promise<result> {
  if (running.has(name)) throw onBusy()
  running.add(name)
  try {
    if (!locks) return await action()
    return await locks.request(`cotrain.once.${name}`, { ifAvailable: true }, lock => {
      if (!lock) throw onBusy()
      return action()
    })
  } finally {
    running.delete(name)
  }
}

/** Names that run in this page. */
const running = new Set<string>()
