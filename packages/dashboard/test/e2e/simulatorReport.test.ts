import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInScenarios, type SweepResult } from '@cotrain/simulator'
import { runSweep } from '@cotrain/simulator/node'
import { makeReport, type Report, toCsv } from '@cotrain/simulator/report'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screens, seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { type BareStack, startBareStack } from '../support/bareStack.ts'
import { screenshot, visit } from '../support/visitor.ts'

/** Names that would do harm if they were anything but text. */
const name = '<img src=x onerror="document.title=1"> & "co"'
const title = 'share</text><script>document.title=1</script>'

const scenario = {
  ...builtInScenarios.quick!,
  name,
  duration: 172_800,
  axes: [
    { path: 'classifier', values: [{ type: 'perceptron' }, { type: 'naive bayes' }] },
    { path: 'populations.malicious.share', title, values: [0, 0.5] },
  ],
}

describe('a report on the page', () => {
  let stack: BareStack
  let folder: string
  let sweep: SweepResult
  let report: Report
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
    sweep = await runSweep({ scenario, seeds: 2, threads: 1, lines: join(folder, 'run.json.lines') })
    write('sweep.json', JSON.stringify(sweep))
    report = await makeReport(sweep)
    stack = await startBareStack()
  })
  afterAll(async () => {
    await stack?.stop()
    rmSync(folder, { recursive: true })
  })

  const file = (base: string) => join(folder, base)
  const write = (base: string, text: string) => writeFileSync(file(base), text)
  const open = (options = {}) => visit(stack.browser, `${stack.url}/#/simulator/report`, options)
  const choose = (page: Page, base: string) => page.locator('input[type=file]').setInputFiles(file(base))
  const figures = (page: Page) => page.getByRole('figure')

  it('has the plots and tables that --report writes', async () => {
    const { page, context, problems } = await open()
    await choose(page, 'sweep.json')
    await page.getByText('8 runs, 2 seeds.').waitFor()
    await expect.poll(() => figures(page).count()).toBe(report.plots.length)
    const titles = await figures(page).getByRole('heading').allTextContents()
    expect(titles).toEqual(report.plots.map(plot => plot.title))
    const drawn = await page
      .getByTestId('plot')
      .locator('svg')
      .evaluateAll(list =>
        list.map(svg => [svg.getAttribute('width'), svg.querySelectorAll('path').length, svg.textContent]),
      )
    const written = report.plots.map(({ svg }) => [
      svg.match(/width="(\d+)"/)![1],
      svg.match(/<path /g)!.length,
      [...svg.matchAll(/>([^<]+)</g)].map(([, text]) => text).join(''),
    ])
    const plain = (text: unknown) =>
      String(text).replaceAll(/&lt;/g, '<').replaceAll(/&gt;/g, '>').replaceAll(/&amp;/g, '&')
    expect(drawn).toEqual(written.map(([width, paths, text]) => [width, paths, plain(text)]))
    const rows = await page
      .getByRole('table')
      .locator('tr')
      .evaluateAll(list => list.map(row => [...row.children].map(cell => cell.textContent)))
    expect(rows).toEqual([report.figures.head, ...report.figures.rows])
    expect(problems).toEqual([])
    await context.close()
  })

  it('shows names as text, sends nothing, and gives the numbers as CSV', async () => {
    const { page, context, problems } = await open()
    const sent: string[] = []
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    page.on(
      'request',
      request => request.method() !== 'GET' && sent.push(request.postData() ?? request.url()),
    )
    await choose(page, 'sweep.json')
    await page.getByRole('heading', { name, exact: true }).waitFor()
    await page.getByTestId('plot').first().waitFor()
    expect(await page.getByTestId('plot').allTextContents()).toContainEqual(expect.stringContaining(title))
    expect(
      await page.locator('#content').locator('script, img, foreignObject, a[href^=javascript]').count(),
    ).toBe(0)
    expect(await page.title()).toBe('Open a report · Simulator · Cotrain')
    expect(sent.filter(body => !body.includes('"jsonrpc"'))).toEqual([])
    expect(sent.join()).not.toMatch(/cotrain-sweep|onerror/)
    for (const table of report.tables) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `${table.name}.csv` }).click(),
      ])
      expect(readFileSync(await download.path(), 'utf8')).toBe(toCsv(table))
    }
    await page.getByText('The scenario, with all defaults filled in').click()
    await page.getByText('"initialShare": 0.2').waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it('takes a file that is dropped, and the lines of a sweep that is not over', async () => {
    const { page, context } = await open()
    const lines = readFileSync(file('run.json.lines'), 'utf8').split('\n').slice(0, 4).join('\n')
    const zone = page.getByRole('region', { name: 'Results to show' })
    const data = await page.evaluateHandle(text => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([`${text}\n{"unfinished`], 'run.json.lines'))
      return transfer
    }, lines)
    await zone.dispatchEvent('dragover', { dataTransfer: data })
    await zone.dispatchEvent('drop', { dataTransfer: data })
    await page.getByText('3 runs, 2 seeds. The sweep is not over: 8 runs are to come in all.').waitFor()
    await page.getByText('run.json.lines is read here.').waitFor()
    expect(await figures(page).count()).toBeGreaterThan(2)
    await context.close()
  })

  it.each([
    ['text', 'mean,max\n1,2\n', 'The file is not JSON.'],
    ['a scenario', JSON.stringify(scenario), 'format: is missing; this is a scenario, not its results.'],
    [
      'a wrong field',
      () => JSON.stringify(sweep).replace(/"gas":[\d.]+(?=[^[\]]*"profit"[^[\]]*"count")/, '"gas":"much"'),
      'runs.0.populations.0.gas: Invalid input: expected number, received string.',
    ],
  ])('refuses %s, says why, and takes the right one afterwards', async (_, text, message) => {
    const { page, context } = await open()
    write('wrong.json', typeof text === 'string' ? text : text())
    await choose(page, 'wrong.json')
    const alert = page.getByRole('alert')
    await alert.getByText(message).waitFor()
    await alert.getByText(/npx cotrain simulate/).waitFor()
    expect(await figures(page).count()).toBe(0)
    await choose(page, 'sweep.json')
    await page.getByTestId('plot').first().waitFor()
    expect(await alert.count()).toBe(0)
    await context.close()
  })

  it.each(screens)('has no serious problems, and fits, on a $name screen', async screen => {
    const { colorScheme, width, height } = screen
    const { page, context } = await open({ colorScheme, viewport: { width, height } })
    // With the keyboard alone.
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a file' }).press('Enter'),
    ])
    await chooser.setFiles(file('sweep.json'))
    await page.getByTestId('plot').last().waitFor()
    await screenshot(page, `${screen.name}-report`)
    expect([await seriousProblems(page), await sidewaysScroll(page)]).toEqual([[], 0])
    await context.close()
  })
})
