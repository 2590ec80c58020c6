import { launchBrowser } from '@cotrain/testing/browser'
import lighthouse from 'lighthouse'

/** What Lighthouse found about a page. */
export interface Audit {
  /** Of 0 to 100, by category. */
  scores: Record<string, number>
  /** The audits that are not passed, with what is said about each. */
  failed: string[]
  /** Milliseconds (or a plain number for the layout shift) by audit. */
  timings: Record<string, number>
}

const timed = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'speed-index',
  'total-blocking-time',
  'cumulative-layout-shift',
] as const

/** A browser that Lighthouse can talk to, and the port for it. */
export async function startAuditor() {
  const port = 20_000 + (process.pid % 20_000)
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  return { port, stop: () => browser.close() }
}

export interface AuditOptions {
  categories: string[]
  formFactor: 'mobile' | 'desktop'
  /** Whether timings are those of a slow network and processor, as Lighthouse simulates them. */
  throttled?: boolean
}

/** The page asks its node for news all the time, so its network is never idle: this many milliseconds are enough. */
const longestLoad = 12_000

/** Looks at a page as Lighthouse does, on a phone or on a desk. */
export async function audit(
  url: string,
  port: number,
  { categories, formFactor, throttled = false }: AuditOptions,
): Promise<Audit> {
  const screen =
    formFactor === 'desktop'
      ? { mobile: false, width: 1280, height: 900, deviceScaleFactor: 1, disabled: false }
      : { mobile: true, width: 412, height: 823, deviceScaleFactor: 1.75, disabled: false }
  const result = await lighthouse(url, {
    port,
    onlyCategories: categories,
    formFactor,
    screenEmulation: screen,
    maxWaitForLoad: longestLoad,
    throttlingMethod: throttled ? 'simulate' : 'provided',
    logLevel: 'silent',
    output: 'json',
  })
  if (!result || result.lhr.runtimeError) {
    throw new Error(
      `Lighthouse could not look at ${url}: ${result?.lhr.runtimeError?.message ?? 'no result'}`,
    )
  }
  const { categories: found, audits } = result.lhr
  const scores = Object.fromEntries(
    Object.entries(found).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
  )
  const failed = Object.values(found)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => audits[id]!)
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ id, title, displayValue }) => [id, title, displayValue].filter(Boolean).join(': '))
  const timings = Object.fromEntries(
    timed.flatMap(id => {
      const value = audits[id]?.numericValue
      return value === undefined ? [] : [[id, value] as const]
    }),
  )
  return { scores, failed, timings }
}
