import type { launchBrowser } from '@cotrain/testing/browser'

type Browser = Awaited<ReturnType<typeof launchBrowser>>
type BrowserContext = Awaited<ReturnType<Browser['newContext']>>
export type Page = Awaited<ReturnType<BrowserContext['newPage']>>
type CDPSession = Awaited<ReturnType<BrowserContext['newCDPSession']>>

/** What a visit to a page took. Times in milliseconds. */
export interface Visit {
  /** From the call of the page until what it is for is there. */
  ready: number
  /** Work of the main thread until then. */
  work: number
  /** Nodes of the document. */
  nodes: number
  /** Work of the main thread in a second, once all is done. */
  idle: number
  /** The longest task once all is done. */
  longest: number
  /** The longest task before. */
  longestBefore: number
  /** Megabytes of the heap. */
  heap: number
}

export interface Conditions {
  /** How many times slower the processor is. */
  slowdown: number
  /** Milliseconds that each request waits. */
  latency: number
}

/** Milliseconds after which all is done, and for which it is then watched. */
const settling = 4_000
const watched = 10_000

/** Visits a page and watches it until it rests. `isReady` waits for what the page is for. */
export async function visit(
  context: BrowserContext,
  url: string,
  conditions: Conditions,
  isReady: (page: Page) => Promise<unknown>,
): Promise<Visit> {
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.addInitScript(() => {
    const tasks: { start: number; duration: number }[] = []
    Object.assign(window, { longTasks: tasks })
    new PerformanceObserver(list => {
      for (const { startTime: start, duration } of list.getEntries()) tasks.push({ start, duration })
    }).observe({ type: 'longtask', buffered: true })
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await session.send('Network.enable')
  const { latency, slowdown } = conditions
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 },
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const start = performance.now()
  await page.goto(url)
  await isReady(page)
  const ready = performance.now() - start
  const atReady = await metricsOf(session)
  await page.waitForTimeout(settling * Math.sqrt(slowdown))
  const rested = await page.evaluate(() => performance.now())
  const before = await metricsOf(session)
  await page.waitForTimeout(watched)
  const after = await metricsOf(session)
  const tasks = await page.evaluate(
    () => (window as unknown as { longTasks: { start: number; duration: number }[] }).longTasks,
  )
  const longest = (some: typeof tasks) => Math.max(0, ...some.map(({ duration }) => duration))
  const result: Visit = {
    ready,
    work: atReady.TaskDuration! * 1_000,
    nodes: await page.evaluate(() => document.querySelectorAll('*').length),
    idle: ((after.TaskDuration! - before.TaskDuration!) * 1_000 * 1_000) / watched,
    longest: longest(tasks.filter(task => task.start >= rested)),
    longestBefore: longest(tasks.filter(task => task.start < rested)),
    heap: after.JSHeapUsedSize! / 1e6,
  }
  await page.close()
  return result
}

async function metricsOf(session: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}
