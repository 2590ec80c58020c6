import { readFile } from 'node:fs/promises'
import { claimRewardsSync, type ModelReference, openMarketSync } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { clientOf } from '../support/chain.ts'
import { contribute, deployToy, startSettled } from '../support/mechanisms.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { screenshot, visit } from '../support/visitor.ts'

describe('how the accuracy went', () => {
  let stack: Stack
  let market: ModelReference<'market'>
  let taught: ModelReference

  beforeAll(async () => {
    stack = await startStack()
    const { model, testSet } = await startSettled(stack.rpcUrl, 'Sold apples')
    market = model
    await claimRewardsSync(clientOf(stack.rpcUrl, 0), { model, all: true })
    await openMarketSync(clientOf(stack.rpcUrl, 0), { model, testSet, bounty: parseEther('1') })
    taught = await deployToy(stack.rpcUrl, 'points')
    for (const [account, feature, label] of [
      [1, 1, 1],
      [2, 0, 0],
      [3, 0, 1],
      [1, 2, 1],
    ] as const) {
      await contribute(stack.rpcUrl, taught, account, feature, label)
    }
  })
  afterAll(() => stack?.stop())

  const card = (page: Page) => page.getByRole('region', { name: /^Accuracy over/ })
  const open = (model: ModelReference, options = {}) =>
    visit(stack.browser, stack.modelUrl('activity', model), options)
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const drop = (page: Page, name: string, text: string) =>
    card(page).locator('input[type=file]').setInputFiles(file(name, text))

  it('is measured on the test set that a market has published, and says where markets began and ended', async () => {
    const { page, context, problems } = await open(market)
    await card(page)
      .getByText(/On 12 samples of the test set of market 1, published on/)
      .waitFor()
    await page.getByText('Accuracy on 12 samples of market 1').waitFor()
    expect(await page.getByTestId('accuracy').textContent()).toBe('100.0 %')
    const lines = card(page)
      .getByRole('list', { name: 'What the lines in the plot are' })
      .getByRole('listitem')
    await lines.first().waitFor()
    expect((await lines.allTextContents()).map(text => text.replace(/,.*/, ''))).toEqual([
      'Market 1 opened',
      'Market 1: the test set is published',
      'Market 1 settled',
      'Market 2 opened',
    ])
    await card(page)
      .getByRole('row', { name: /^apple 0 12 100\.0 %$/ })
      .waitFor()
    await card(page).locator('path[data-shape]').first().waitFor({ state: 'attached' })
    await screenshot(page, 'accuracy-market')
    await card(page).getByText('By time').click()
    await screenshot(page, 'accuracy-market-time')
    expect(await seriousProblems(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })

  it('is measured on a file that somebody brings, which the browser keeps until it is forgotten', async () => {
    const { page, context, problems } = await open(taught)
    await card(page)
      .getByText(/This page has no samples to measure it on/)
      .waitFor()
    await drop(page, 'wrong.txt', 'apple 1\nplum 1\n')
    await card(page)
      .getByText(/Line 2 of the feature file has the label "plum"/)
      .waitFor()
    await drop(page, 'mine.txt', 'apple 1\npear 0\napple 3\napple 1 2\n')
    await card(page).getByText('4 samples of mine.txt are read.').waitFor()
    await page.getByText('Accuracy on 4 samples of my file').waitFor()
    await page.reload()
    await card(page)
      .getByText(/On 4 samples of the file mine\.txt/)
      .waitFor()

    await card(page).getByText('Table', { exact: true }).click()
    const rows = card(page)
      .getByRole('table', { name: 'Accuracy on the samples of my file after each contribution' })
      .getByRole('row')
    await expect.poll(() => rows.count()).toBe(6)
    expect(await rows.nth(1).textContent()).toMatch(/^0\d+\.\d %at first–$/)
    expect(await rows.nth(3).textContent()).toMatch(/Account 2$/)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card(page).getByRole('button', { name: 'accuracy.csv' }).click(),
    ])
    const saved = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(saved[0]).toBe('contributions so far,time,right,samples,accuracy,contributor,contribution')
    expect(saved).toHaveLength(6)

    await card(page).getByRole('button', { name: 'Forget my file' }).click()
    await card(page)
      .getByText(/This page has no samples to measure it on/)
      .waitFor()
    await page.reload()
    await card(page)
      .getByText(/This page has no samples to measure it on/)
      .waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it('goes on when more is taught, and fits a phone in the dark', async () => {
    const { page, context } = await open(taught, {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    })
    await drop(page, 'mine.txt', 'apple 1\npear 0\napple 3\napple 1 2\n')
    await card(page).getByRole('list', { name: 'Whose the marks are' }).waitFor()
    await card(page).getByText('Table', { exact: true }).click()
    await contribute(stack.rpcUrl, taught, 4, 3, 1)
    await card(page)
      .getByRole('row', { name: /Account 4$/ })
      .waitFor()
    await card(page).getByText('Plot', { exact: true }).click()
    await card(page).locator('path[data-shape]').first().waitFor({ state: 'attached' })
    await screenshot(page, 'accuracy-phone')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    expect(await seriousProblems(page)).toEqual([])
    await context.close()
  })
})
