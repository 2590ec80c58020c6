import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { mechanismNames, mechanisms } from '@cotrain/sdk'
import { type RunResult, type SweepResult, mechanisms as simulated, strategies } from '@cotrain/simulator'
import { runSweep } from '@cotrain/simulator/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screens, seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { type BareStack, startBareStack } from '../support/bareStack.ts'
import { screenshot, visit } from '../support/visitor.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The runs without what the computer needed for them. */
const untimed = (runs: readonly RunResult[]) =>
  runs.map(run => ({ ...run, metrics: { ...run.metrics, wallSeconds: 0 } }))

const phase = (page: Page, name: string) => page.locator(`[data-phase=${name}]`).waitFor()
const status = (page: Page) => page.getByTestId('run-status').textContent()
const plots = (page: Page) => page.getByTestId('plot').locator('svg')
const choice = (page: Page, name: string) => page.getByRole('combobox', { name })
const slider = (page: Page, name: string) => page.getByRole('slider', { name })

/** Moves a slider to its last value. */
const toTheEnd = async (page: Page, name: string) => {
  await slider(page, name).focus()
  await page.keyboard.press('End')
}

/** Waits until the page shows the results of all runs that it was asked for. */
async function settled(page: Page, seeds: number) {
  await page
    .getByText(new RegExp(seeds === 1 ? '^The seed has run' : `^All ${seeds} seeds have run`))
    .first()
    .waitFor()
  await expect.poll(() => page.getByRole('row', { name: /^seeds/ }).textContent()).toBe(`seeds${seeds}`)
}

async function saved(page: Page): Promise<SweepResult> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the results' }).click(),
  ])
  return JSON.parse(readFileSync(await download.path(), 'utf8'))
}

describe('the simulator', () => {
  let stack: BareStack
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
    stack = await startBareStack()
  })
  afterAll(async () => {
    await stack?.stop()
    rmSync(folder, { recursive: true })
  })

  const open = (tab: 'try' | 'report', options = {}) =>
    visit(stack.browser, `${stack.url}/#/simulator/${tab}`, options)

  it('is loaded when it is wanted, and runs with no code made from texts', async () => {
    const { page, context, problems } = await visit(stack.browser, stack.url)
    const loaded: string[] = []
    page.on('request', request => loaded.push(request.url()))
    await page.getByRole('heading', { name: 'Models that anyone trains' }).waitFor()
    expect(loaded.join()).not.toMatch(/Simulator|worker/)
    await page.getByRole('link', { name: 'Simulator' }).click()
    await page.getByRole('heading', { name: 'Simulator' }).waitFor()
    expect(await page.title()).toBe('Try it · Simulator · Cotrain')
    await settled(page, 6)
    expect(await plots(page).count()).toBe(2)
    expect(loaded.join()).toMatch(/simulation\.worker/)
    expect(problems).toEqual([])
    await context.close()
  })

  it('gives the same numbers as Node, by the command that it shows and by the scenario that it copies', async () => {
    const { page, context } = await open('try', { permissions: ['clipboard-read', 'clipboard-write'] })
    await settled(page, 6)
    await choice(page, 'Classifier').selectOption('Logistic regression')
    await choice(page, 'Strategy').selectOption('sybilSwarm')
    await slider(page, 'Share of attackers').fill('4')
    await slider(page, 'Duration').fill('5')
    await slider(page, 'Gas price').fill('4')
    await slider(page, 'Refund time').fill('3')
    await slider(page, 'Seeds').fill('1')
    await settled(page, 2)
    const sweep = await saved(page)
    expect(sweep).toMatchObject({ format: 'cotrain-sweep-1', name: 'quick', seeds: [1, 2] })
    expect(sweep.runs[0]!.setup.classifier).toBe('logistic-regression')

    const command = (await page.getByTestId('command').textContent())!
    const file = join(folder, 'command.json')
    await promisify(execFile)('sh', ['-c', `${command} --json ${file}`], { cwd: root })
    const inTerminal = JSON.parse(readFileSync(file, 'utf8')) as SweepResult
    expect({ ...sweep, runs: untimed(sweep.runs) }).toEqual({ ...inTerminal, runs: untimed(inTerminal.runs) })

    await page.getByRole('button', { name: 'Copy the scenario as JSON' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const scenario = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
    const { runs } = await runSweep({ scenario, seeds: 2, threads: 1 })
    expect(untimed(runs)).toEqual(untimed(sweep.runs))
    await context.close()
  })

  it('shows results seed by seed, and stops when it is told to', async () => {
    const { page, context } = await open('try')
    await settled(page, 6)
    await toTheEnd(page, 'Duration')
    await toTheEnd(page, 'Seeds')
    await phase(page, 'running')
    await page.getByText(/^[2-9] of 40 seeds/).waitFor()
    await page.getByText(/^[\d.]+ a second, about \d+ s left$/).waitFor()
    const bar = Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'))
    expect(bar).toBeGreaterThan(2.5)
    expect(bar).toBeLessThan(100)
    await expect
      .poll(async () => Number((await page.getByRole('row', { name: /^seeds/ }).textContent())!.slice(5)))
      .toBeGreaterThan(1)
    expect(await page.getByRole('status').textContent()).toBe('Running 40 seeds')

    await page.getByRole('button', { name: 'Stop' }).click()
    const stopped = await status(page)
    expect(stopped).toMatch(/^Stopped after \d+ of 40 seeds$/)
    expect(await page.getByRole('status').textContent()).toBe(stopped)
    const workers = () => page.workers().map(worker => worker.url())
    await expect.poll(() => workers().join()).not.toMatch(/simulation/)
    await page.waitForTimeout(600)
    expect(await status(page)).toBe(stopped)
    await page.getByRole('button', { name: 'Run again' }).click()
    await phase(page, 'running')
    await context.close()
  })

  it('starts anew, and once, when something has changed and come to rest', async () => {
    const { page, context } = await open('try')
    await settled(page, 6)
    await toTheEnd(page, 'Duration')
    await toTheEnd(page, 'Seeds')
    await phase(page, 'running')
    let started = 0
    page.on('worker', () => started++)
    await slider(page, 'Gas price').evaluate(input => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
      for (const value of ['1', '2', '3', '4', '5']) {
        set.call(input, value)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    await phase(page, 'waiting')
    await phase(page, 'running')
    const running = () => page.workers().filter(worker => worker.url().includes('simulation')).length
    await expect.poll(running).toBe(1)
    await page.waitForTimeout(600)
    expect([started, running()]).toEqual([1, 1])
    await page.getByText('--set gasPriceGwei=0.2').waitFor()
    await context.close()
  })

  it('offers all that the simulator has', async () => {
    const { page, context } = await open('try')
    await settled(page, 6)
    const values = (label: string) =>
      choice(page, label)
        .locator('option')
        .evaluateAll(list => list.map(option => option.textContent))
    expect((await values('Strategy')).toSorted()).toEqual(Object.keys(strategies).toSorted())
    const titles = mechanismNames.map(name => mechanisms[name].title)
    const offered = await values('Mechanism')
    expect(offered.slice(0, titles.length)).toEqual(titles)
    expect(offered).toHaveLength(Object.keys(simulated).length)
    for (const mechanism of offered.toReversed()) {
      await choice(page, 'Mechanism').selectOption(mechanism)
      await phase(page, 'waiting')
      await settled(page, 6)
    }
    for (const scenario of await values('Scenario')) {
      await choice(page, 'Scenario').selectOption(scenario)
      await settled(page, 6)
      await page.getByText(`simulate ${scenario} --seeds 6`).waitFor()
    }
    await context.close()
  })

  it('says what does not go together, and names the field', async () => {
    const { page, context } = await open('try')
    await toTheEnd(page, 'Refund time')
    const alert = page.getByRole('alert')
    await alert
      .getByText('mechanism.options.ownerClaimTime: refundTime, ownerClaimTime and anyClaimTime must ascend')
      .waitFor()
    await page.getByRole('button', { name: 'Reset all' }).click()
    await settled(page, 6)
    expect(await alert.count()).toBe(0)
    await choice(page, 'Scenario').selectOption('topics')
    await choice(page, 'Classifier').selectOption('Logistic regression')
    await alert.getByText(/classifier\.type: .*two classes only; take "perceptron"/).waitFor()
    await context.close()
  })

  it('keeps its settings while a report is looked at', async () => {
    const { page, context } = await open('try')
    await slider(page, 'Share of attackers').fill('5')
    await page.getByRole('tab', { name: 'Open a report' }).click()
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    await page.getByRole('tab', { name: 'Try it' }).click()
    expect(await slider(page, 'Share of attackers').getAttribute('aria-valuetext')).toBe(
      '50 %, 5 of 10 agents',
    )
    await context.close()
  })

  it.each(screens)(
    'has no serious problems, and fits, on a $name screen',
    async ({ name, width, height, colorScheme }) => {
      const { page, context } = await open('try', { colorScheme, viewport: { width, height } })
      const found: unknown[] = []
      const check = async (place: string) => {
        await screenshot(page, `${name}-${place}`)
        found.push(await seriousProblems(page), await sidewaysScroll(page))
      }
      await settled(page, 6)
      await check('simulator')
      // What the plots write can be read: it has the colour of the page's text.
      const colours = await plots(page)
        .first()
        .evaluate(svg => [
          getComputedStyle(svg.querySelector('text')!).fill,
          getComputedStyle(document.body).color,
        ])
      expect(colours[0]).toBe(colours[1])
      await page.getByText(/^6 seeds of 30 days, in which 2 agents attack\./).waitFor()
      const [plot, card] = await plots(page)
        .first()
        .evaluate(svg => [svg.getBoundingClientRect().width, svg.closest('.mantine-Card-root')!.clientWidth])
      expect(plot! / card!).toBeGreaterThan(0.8)
      // On phones rules and run stand behind a line that opens them.
      const more = page.getByText('Rules and run', { exact: true })
      expect(await more.count()).toBe(width < 620 ? 1 : 0)
      if (width < 620) await more.click()
      // A slider that gets the focus is not hidden by what stays in sight.
      await slider(page, 'Gas price').focus()
      await page.keyboard.press('Shift+Tab')
      const hidden = await page.evaluate(() => {
        const { left, top, width, height } = document.activeElement!.getBoundingClientRect()
        return document.elementFromPoint(left + width / 2, top + height / 2) !== document.activeElement
      })
      expect(hidden).toBe(false)
      await toTheEnd(page, 'Refund time')
      await page.getByRole('alert').waitFor()
      await check('simulator-problem')
      await page.getByRole('tab', { name: 'Open a report' }).click()
      await check('report-none')
      expect(found).toEqual([[], 0, [], 0, [], 0])
      await context.close()
    },
  )
})
