/** Milliseconds of work on a long list before others have a turn: a page stays responsive, and loses little time. */
const turn = 16

type Scheduler = { yield?: () => Promise<void> }

/** Lets others have a turn: what is drawn, clicked and received meanwhile. */
function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler }
  return scheduler?.yield?.() ?? new Promise(resolve => setTimeout(resolve))
}

/** Does something with each of many items, in their order, without keeping others waiting for long. */
export async function forEachInTurns<item>(
  items: readonly item[],
  action: (item: item) => void,
): Promise<void> {
  let start = performance.now()
  for (const item of items) {
    if (performance.now() - start > turn) {
      await pause()
      start = performance.now()
    }
    action(item)
  }
}

/** What `action` makes of each of many items, in their order, without keeping others waiting for long. */
export async function mapInTurns<item, result>(
  items: readonly item[],
  action: (item: item) => result,
): Promise<result[]> {
  const results: result[] = []
  await forEachInTurns(items, item => results.push(action(item)))
  return results
}
