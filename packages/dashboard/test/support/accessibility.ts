import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** axe's findings of the two worst degrees, on what is on the screen. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.waitForTimeout(200)
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe }
    const { violations } = await checker.run(document)
    return violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map(node => node.html) }))
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where.join(' | ')}`)
}

/** How far the page can be scrolled sideways, in pixels. */
export const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** What pages are looked at on. */
export const screens = [
  { name: 'light-desktop', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'dark-desktop', colorScheme: 'dark', width: 1280, height: 900 },
  { name: 'light-phone', colorScheme: 'light', width: 360, height: 740 },
  { name: 'dark-phone', colorScheme: 'dark', width: 360, height: 740 },
] as const
