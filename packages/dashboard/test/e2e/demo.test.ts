import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '@cotrain/testing/browser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type LocalChain, startLocalChain } from '../../scripts/localChain.ts'
import { recordDemo } from '../../scripts/recordDemo.ts'
import { exampleMails } from '../../src/features/model/examples.ts'
import { screens, seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { type Files, startSite } from '../support/site.ts'
import { beAccount, openTab, screenshot, shownBalance, skipTime, teach, visit } from '../support/visitor.ts'

type Shifts = { shift: number; moved: string[] }

/** Adds up how far things moved that nobody touched (CLS). */
function watchShifts() {
  const shifts: Shifts = { shift: 0, moved: [] }
  Object.assign(window, { shifts })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      sources: { node?: Element | null }[]
    })[]) {
      shifts.shift += entry.value
      const names = entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 120))
      shifts.moved.push(`${entry.value.toFixed(3)} ${names.join(', ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** The page looks for `local.json`, and the browser says that there is none. */
const unexpected = (problems: readonly string[]) => problems.filter(problem => !problem.includes('404'))

/** A page that somebody hosts, with the demo that was recorded beside it, and no node at all. */
describe('the demo in the browser', () => {
  let folder: string
  let local: LocalChain
  let browser: Browser
  let site: Awaited<ReturnType<typeof startSite>>
  const files: Files = {}

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotrain-hosted-'))
    await cp(inject('builtPage'), folder, { recursive: true })
    const [chain, chromium] = await Promise.all([startLocalChain(folder), launchBrowser()])
    local = chain
    browser = chromium
    const bytes = await recordDemo(folder, local)
    expect(bytes).toBeLessThan(3e6)
    // no node from here on
    await local.stop()
    site = await startSite(files, folder)
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('shows models, predicts, and teaches one; a day later the deposit comes back', async () => {
    const { page, context, problems } = await visit(browser, site.url)
    await page.getByRole('link', { name: 'Spam filter' }).waitFor()
    await page.getByRole('link', { name: 'Penguins' }).waitFor()
    await page
      .getByRole('region', { name: 'About this demo' })
      .getByText('nothing here is real money')
      .waitFor()
    await screenshot(page, 'demo-gallery')
    await page.getByRole('link', { name: 'Spam filter' }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill('click here, guaranteed money')
    expect(await page.getByTestId('verdict').textContent()).toBe('spam')

    const before = await shownBalance(page)
    await teach(page, exampleMails.spam, 'spam')
    await expect.poll(() => shownBalance(page)).toBeLessThan(before)
    await screenshot(page, 'demo-taught')
    await skipTime(page, '1 day')
    await openTab(page, 'Claims')
    await page.getByRole('button', { name: /^Get back .* of contribution \d+$/ }).click()
    await page.getByText('Paid back and verified').waitFor()
    await beAccount(page, 3)
    expect(unexpected(problems)).toEqual([])

    // which starts over
    await page.reload()
    await expect.poll(() => page.getByRole('main').textContent()).toContain('Contributions0')
    await page.getByRole('banner').getByRole('button', { name: 'Account 1' }).waitFor()
    await context.close()
  })

  it('stands still while it loads', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    await page.addInitScript(watchShifts)
    for (const path of ['/', '/#/models/deposits:0/predict']) {
      await page.goto(site.url + path)
      await page.reload()
      await page.getByText('Accuracy on').first().waitFor()
      await page.getByText('97.6').first().waitFor()
      await page.waitForTimeout(500)
      const { shift, moved } = await page.evaluate(() => (window as unknown as { shifts: Shifts }).shifts)
      expect(shift, `${path}: ${moved.join(' | ')}`).toBeLessThanOrEqual(0.05)
    }
    await context.close()
  })

  it('explains wallets, and leads to the choice of a chain', async () => {
    const { page, context, problems } = await visit(browser, site.url)
    const banner = page.getByRole('region', { name: 'About this demo' })
    await banner.getByRole('link', { name: 'What is a wallet?' }).click()
    await page.getByRole('heading', { name: 'What is a wallet?', level: 1 }).waitFor()
    for (const { name, colorScheme, width, height } of screens) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      expect(await seriousProblems(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
      await screenshot(page, `wallets-${name}`)
    }
    await banner.getByRole('link', { name: 'Choose a chain' }).click()
    await page.getByText('This page plays a demo').waitFor()
    await page.getByRole('textbox', { name: 'Address of the node (RPC URL)' }).waitFor()
    expect(unexpected(problems)).toEqual([])
    await context.close()
  })

  it('stands in for a chain of the host that does not answer, and says so', async () => {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const chain = JSON.stringify({ rpcUrl: 'http://127.0.0.1:1', chainId: 1 }).replaceAll('"', '&quot;')
    const body = page.replace('</title>', `</title><meta name="cotrain-chain" content="${chain}">`)
    files['/'] = { type: 'text/html', body }
    const visitor = await visit(browser, site.url)
    delete files['/']
    await visitor.page.getByText('Ethereum does not answer at the moment').waitFor()
    await visitor.page.getByRole('link', { name: 'Reviews' }).waitFor()
    await visitor.context.close()
  })

  it('says so when the recording is damaged', async () => {
    const whole = await readFile(join(folder, 'demo/recording.json.gz'))
    files['/demo/recording.json.gz'] = {
      type: 'application/gzip',
      body: whole.subarray(0, 1000).toString('latin1'),
    }
    const { page, context } = await visit(browser, site.url)
    await page.getByRole('heading', { name: 'The demo cannot be loaded' }).waitFor()
    delete files['/demo/recording.json.gz']
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'Spam filter' }).waitFor()
    await context.close()
  })
})
