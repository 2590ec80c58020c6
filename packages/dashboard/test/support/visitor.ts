import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const artefacts = fileURLToPath(new URL('../../../../artefacts/dashboard/', import.meta.url))

/** How a visitor comes, beside the browser's own options. */
interface VisitOptions extends BrowserContextOptions {
  /**
   * Whether the page meets its visitor for the first time. Others have chosen to see strangers' words at once, and have said
   * that they know what becomes public.
   */
  isNew?: boolean
}

/** Opens a fresh browser profile. Errors that the page prints are collected. */
export async function visit(browser: Browser, url: string, { isNew = false, ...options }: VisitOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  if (!isNew) {
    await context.addInitScript(() => {
      // pages without an origin have no storage
      if (window.origin === 'null') return
      localStorage.setItem('cotrain.strangers', '["*"]')
      localStorage.setItem('cotrain.public', '["samples", "bundles"]')
    })
  }
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.goto(url)
  return { context, page, problems }
}

/** Keeps a picture of the page in `artefacts/`, which is not committed; of a very long one, of the screen only. */
export async function screenshot(page: Page, name: string, { fullPage = true } = {}) {
  mkdirSync(artefacts, { recursive: true })
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.waitForTimeout(250)
  await page.screenshot({ path: `${artefacts}${name}.png`, fullPage })
}

export async function openTab(
  page: Page,
  name: 'Predict' | 'Teach' | 'Claims' | 'Points' | 'Market' | 'Challenges' | 'Activity',
) {
  await page.getByRole('tab', { name }).click()
}

/** Acts as a local account from here on. */
export async function beAccount(page: Page, index: number) {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Account \d|Choose an account/ })
    .click()
  await page.getByRole('menuitemradio', { name: `Account ${index}` }).click()
  await page
    .getByRole('banner')
    .getByRole('button', { name: `Account ${index}` })
    .waitFor()
}

export async function skipTime(page: Page, step: '1 minute' | '1 hour' | '1 day' | '7 days') {
  await page.getByRole('button', { name: 'Skip time' }).click()
  await page.getByRole('menuitem', { name: `Skip ${step}` }).click()
  await page.getByText(`The chain's clock moved on by ${step}.`).first().waitFor()
}

/** Fills the Teach tab in; `send` also presses the button and waits for the result. */
export async function teach(page: Page, text: string, label: string, { send = true, field = 'Text' } = {}) {
  await openTab(page, 'Teach')
  await page.getByText('What is it?').waitFor()
  await page.getByRole('textbox', { name: field }).fill(text)
  await page.getByRole('radio', { name: label }).check()
  if (!send) return
  await page.getByRole('button', { name: /^Teach it/ }).click()
  await page.getByText(/^Contribution \d+ is on the chain/).waitFor()
}

/** Teaches a model whose samples are lists of features. */
export const teachSample = (page: Page, features: string, label: string) =>
  teach(page, features, label, { field: 'Sample' })

/** The balance of the acting account as the page shows it, in ether. */
export async function shownBalance(page: Page): Promise<number> {
  const text = await page.getByTestId('balance').textContent()
  return Number(text?.replace(/[^\d.]/g, ''))
}
