import { readFile } from 'node:fs/promises'
import { devAccount, encodeBundle, encodeTestSet, type ModelReference } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { clientOf } from '../support/chain.ts'
import {
  deployToy,
  openToyMarket,
  skip,
  startMarket,
  startReveal,
  startSettled,
  startSettlement,
} from '../support/mechanisms.ts'
import { ownPages, type PageOptions } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { toyTestSet } from '../support/toy.ts'
import { beAccount, screenshot, skipTime } from '../support/visitor.ts'

/** Each test has a market of its own, which calls of the SDK have brought to where the test begins. */
describe('a blind prediction market', () => {
  let stack: Stack
  let page: Page
  let count = 0

  beforeAll(async () => {
    stack = await startStack()
  })
  afterAll(() => stack?.stop())
  const openPage = ownPages(() => stack)

  /** A name that no other model has. */
  const fresh = () => `Apples ${++count}`

  interface Options extends PageOptions {
    /** Texts of secret files that the browser keeps for the model, by its storage's keys. */
    secrets?: Record<string, readonly string[]>
    tab?: string
  }

  /** Opens a model's market in a fresh browser profile, which may keep secrets already. */
  async function open(model: ModelReference, { secrets = {}, tab = 'market', ...options }: Options = {}) {
    const place = [31_337, model.trainer, model.modelId].join(':').toLowerCase()
    const entries = Object.entries(secrets).map(([key, texts]) => [key, texts.map(text => ({ place, text }))])
    page = await openPage(stack.modelUrl(tab, model), { ...options, stored: Object.fromEntries(entries) })
  }

  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })
  const step = (title: string) => page.getByRole('region', { name: title })
  const bundle = (number: number) => page.getByRole('listitem', { name: `Bundle ${number}`, exact: true })
  const now = () =>
    page.getByRole('region', { name: 'From the bounty to the payment' }).locator('[aria-current=step]')
  const draft = () => page.getByRole('region', { name: 'Your bundle' })
  const yours = (text: string | RegExp) => page.getByTestId('yours').filter({ hasText: text }).waitFor()
  const textFile = (text: string) => ({
    name: 'samples.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  })

  it('is opened by its owner, who keeps the test set and puts up the bounty', async () => {
    await open(await deployToy(stack.rpcUrl, 'market', fresh()))
    const owner = step('The owner opens a market')
    await owner.getByText(/Only the owner, Account 0, can do this/).waitFor()
    await owner.getByRole('button', { name: 'Act as Account 0' }).click()
    const files = owner.locator('input[type=file]')
    await files.setInputFiles(textFile('1 1\n'.repeat(10)))
    await owner.getByText('The file has 10 samples; the rules say 12.').waitFor()
    expect(await owner.getByRole('button', { name: 'Open the market' }).isDisabled()).toBe(true)
    await files.setInputFiles(textFile(toyTestSet))
    await screenshot(page, 'market-open')
    const downloading = page.waitForEvent('download')
    await owner.getByRole('button', { name: 'Open the market' }).click()
    const secret = await readFile(await (await downloading).path(), 'utf8')
    expect(JSON.parse(secret).pages).toHaveLength(1)
    await step('Commit a bundle')
      .getByText(/0 bundles are committed/)
      .waitFor()
    expect(await now().textContent()).toMatch(/^Commit/)
    await yours(/you can cancel: the bounty comes back to you/)
  })

  it('takes a bundle that was collected one by one, and survives a reload', async () => {
    const { model } = await openToyMarket(stack.rpcUrl, fresh())
    await open(model)
    await page.getByRole('link', { name: 'Make a bundle' }).click()
    for (const [i, features] of ['1', '1 2'].entries()) {
      await page.getByRole('textbox', { name: 'Sample' }).fill(features)
      await page.getByRole('radio', { name: 'apple' }).check()
      await page.getByRole('button', { name: 'Add it to the bundle' }).click()
      await draft()
        .getByText(i === 0 ? '1 sample; a bundle has 2 to 4' : '2 samples; a bundle has 2 to 4')
        .waitFor()
      if (i === 0) await draft().getByText('1 sample is missing').waitFor()
    }
    await page.getByRole('textbox', { name: 'Sample' }).fill('2 1')
    await page.getByText('This sample is in the bundle already.').waitFor()
    await page.reload()
    await draft().getByText('2 samples; a bundle has 2 to 4').waitFor()
    await screenshot(page, 'market-teach')
    await draft().getByRole('button', { name: 'Commit the bundle for 0.11 ETH' }).click()
    await page.getByText('Bundle 0 is committed').waitFor()
    await screenshot(page, 'market-committed')
    await page.getByRole('link', { name: 'See the market' }).click()
    await bundle(0).getByText('Committed', { exact: true }).waitFor()
    await bundle(0)
      .getByText(/This browser keeps what is in it/)
      .waitFor()
    await yours(/^You have committed 1 bundle for 0\.11 ETH\. Come back to reveal it between/)
  })

  it('takes a bundle from a file, and has it revealed from the file that it saved, where the browser has lost it', async () => {
    const { model } = await openToyMarket(stack.rpcUrl, fresh())
    await open(model, { account: 2, tab: 'teach' })
    await draft().locator('input[type=file]').setInputFiles(textFile('0 1\n0 1 2\n'))
    await draft().getByText('2 samples are added.').waitFor()
    await draft()
      .getByRole('button', { name: /^Commit the bundle for/ })
      .click()
    await page.getByText('Bundle 0 is committed').waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save its file' }).click()
    const buffer = await readFile(await (await downloading).path())
    const saved = { name: 'bundle.json', mimeType: 'application/json', buffer }
    await page.evaluate(() => localStorage.removeItem('cotrain.bundles'))
    await page.getByRole('link', { name: 'See the market' }).click()
    await page.reload()
    await bundle(0)
      .getByText(/This browser does not keep what is in it/)
      .waitFor()

    await skipTime(page, '1 hour')
    const reveal = page.getByRole('button', { name: 'Reveal my bundle' })
    await step('Reveal the bundles')
      .getByText(/does not keep what is in it: take the file/)
      .waitFor()
    await yours(/^1 bundle of yours is to be revealed, or 0\.11 ETH are lost\.$/)
    expect(await reveal.isDisabled()).toBe(true)
    await page.locator('input[type=file]').setInputFiles({ ...saved, buffer: Buffer.from('{}') })
    await reveal.click()
    await page.getByText('This is not the file of a bundle').waitFor()
    await page.locator('input[type=file]').setInputFiles(saved)
    await reveal.click()
    await yours(/^All of your bundles are revealed/)
    await bundle(0).getByText('Revealed', { exact: true }).waitFor()
  })

  it('takes no bundles when their time is over, and reveals with one click what the browser keeps', async () => {
    const { model, bundles } = await startReveal(stack.rpcUrl, fresh())
    await open(model, { secrets: { 'cotrain.bundles': [encodeBundle(bundles[0]!.bundle)] }, tab: 'teach' })
    await page.getByText('The market takes no more bundles').waitFor()
    await page.getByRole('link', { name: 'See the market' }).click()
    await bundle(0).getByText('Reveal it', { exact: true }).waitFor()
    await screenshot(page, 'market-revealing')
    await page.getByRole('button', { name: 'Reveal my bundle' }).click()
    await bundle(0).getByText('Revealed', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Show the samples of bundle 0' }).click()
    await bundle(0).getByText('is apple').first().waitFor()
    await skip(stack.rpcUrl, 3_600)
    await bundle(1).getByText('Not revealed', { exact: true }).waitFor()
  })

  it('has its test set published by the sponsor, whose browser keeps it', async () => {
    const { model, testSet } = await startMarket(stack.rpcUrl, fresh())
    await open(model, { secrets: { 'cotrain.testSets': [encodeTestSet(testSet)] } })
    const sponsor = step('The sponsor publishes the test set')
    await sponsor.getByRole('button', { name: 'Act as Account 0' }).click()
    await sponsor.getByText('This browser keeps the test set').waitFor()
    await yours(/you lose the bounty: 0\.05 ETH to the contributors, the rest to nobody\.$/)
    await screenshot(page, 'market-testing')
    await sponsor.getByRole('button', { name: 'Publish the test set' }).click()
    await step('Settle the market').getByText('0 of 2 bundles scored').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Settle the market')
    await page.getByText('6 of 6 wrong').first().waitFor()
    await page
      .getByRole('region', { name: 'The test set' })
      .getByText(/0 of 12 right now/)
      .waitFor()
  })

  it('needs no file where the test set came with the local chain', async () => {
    const { model, testSet } = await startMarket(stack.rpcUrl, fresh())
    stack.serveSecret(model, encodeTestSet(testSet))
    await open(model, { account: 0 })
    await page.getByText('there is no file to choose').waitFor()
    await page.getByRole('button', { name: 'Publish the test set' }).click()
    await step('Settle the market').waitFor()
  })

  it('says why a step cannot be paid', async () => {
    const { model } = await startSettlement(stack.rpcUrl, fresh())
    const { address } = devAccount(4)
    const balance = await balanceOf(4)
    const setBalance = (value: bigint) =>
      clientOf(stack.rpcUrl, 4).request({
        method: 'anvil_setBalance',
        params: [address, `0x${value.toString(16)}`],
      } as never)
    await setBalance(0n)
    await open(model, { account: 4 })
    await page.getByRole('button', { name: 'Do the next step' }).click()
    await page.getByRole('alert').filter({ hasText: 'does not have enough' }).waitFor()
    await step('Settle the market').getByText('0 of 2 bundles scored').waitFor()
    await setBalance(balance)
  })

  it('is settled by anybody, and says where the money went', async () => {
    const { model } = await startSettlement(stack.rpcUrl, fresh())
    await open(model, { account: 5 })
    await page.getByText(/The next step tries bundle \d on 12 test samples, for about .* gas/).waitFor()
    await screenshot(page, 'market-settling')
    await page.getByRole('button', { name: 'Do the next step' }).click()
    await step('Settle the market').getByText('1 of 2 bundles scored').waitFor()
    await page.getByRole('button', { name: 'Do all steps' }).click()
    await step('The market is settled').waitFor()
    await bundle(0).getByText('Better', { exact: true }).waitFor()
    expect(await bundle(0).textContent()).toMatch(/0\.6 ETH.*the stake and 0\.5 ETH/)
    expect(await bundle(1).textContent()).toMatch(/Undone|No better/)
    expect(await bundle(1).textContent()).toMatch(/0\.1 ETH.*the stake/)
    const books = page.getByRole('table', { name: 'Where the money went' })
    await books.getByRole('row', { name: 'To contributors, stakes included 0.7 ETH' }).waitFor()
    await books.getByRole('row', { name: 'Back to the sponsor 0.5 ETH' }).waitFor()
    await books.getByRole('row', { name: 'Fees of whoever had bundles scored 0.02 ETH' }).waitFor()
  })

  it('pays those who helped, and can be followed by another one when all are paid', async () => {
    const { model } = await startSettled(stack.rpcUrl, fresh())
    await open(model)
    await screenshot(page, 'market-settled')
    expect(await page.getByTestId('claimable').textContent()).toBe('0.6 ETH')
    const before = await balanceOf(1)
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await bundle(0)
      .getByText(/^Paid:/)
      .waitFor()
    expect((await balanceOf(1)) - before).toBeGreaterThan(parseEther('0.59'))
    await yours('You were paid 0.6 ETH.')

    await page.getByText('1 bundle waits to be paid').waitFor()
    await page.getByRole('button', { name: 'Claim for everybody' }).click()
    await page.getByText('0.1 ETH came to their contributors.').waitFor()
    const settled = step('The market is settled')
    await settled.getByRole('button', { name: 'Act as Account 0' }).click()
    await settled.getByRole('button', { name: 'Change the rules' }).click()
    const rules = page.getByRole('form', { name: 'Rules of the next market' })
    await rules.getByRole('textbox', { name: 'Min samples' }).fill('0')
    await rules.getByText('The contract takes no such value.').waitFor()
    await rules.getByRole('textbox', { name: 'Min samples' }).fill('3')
    await screenshot(page, 'market-rules')
    await rules.getByRole('button', { name: 'Set these rules' }).click()
    await settled.getByRole('button', { name: 'Change the rules' }).waitFor()
    await page.getByText('3 to 4').waitFor()
  })

  it('tells the story', async () => {
    const { model } = await startSettled(stack.rpcUrl, fresh())
    await open(model, { tab: 'activity' })
    const story = page.getByRole('region', { name: 'What happened' })
    await story.getByText(/Account 0 opened a market for a bounty of 1 ETH/).waitFor()
    await story.getByText(/Account 1 \(you\) revealed bundle 0, of 2 samples/).waitFor()
    await story.getByText(/Bundle 0 was tried and kept: it came to 0\.6 ETH/).waitFor()
    await story.getByText('The market is settled: 0.5 ETH of the bounty went back to the sponsor.').waitFor()
    await screenshot(page, 'market-activity')
  })

  it('shares a part of the bounty when the test set is not published', async () => {
    const { model } = await startMarket(stack.rpcUrl, fresh())
    await skip(stack.rpcUrl, 86_400)
    await open(model, { account: 2, viewport: { width: 360, height: 740 } })
    await screenshot(page, 'market-overdue-phone')
    await page.getByRole('button', { name: 'Close the market' }).click()
    await step('The sponsor did not publish the test set').waitFor()
    await bundle(1).getByText('Not tried').waitFor()
    expect(await page.getByTestId('claimable').textContent()).toBe('0.135 ETH')
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await bundle(1)
      .getByText(/^Paid:/)
      .waitFor()
    await screenshot(page, 'market-defaulted-phone')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    expect(await seriousProblems(page)).toEqual([])
  })

  it('can be given up by its sponsor while bundles are committed', async () => {
    const { model } = await openToyMarket(stack.rpcUrl, fresh())
    await open(model)
    await step('Commit a bundle').waitFor()
    expect(await page.getByRole('button', { name: 'Cancel the market' }).count()).toBe(0)
    await beAccount(page, 0)
    const before = await balanceOf(0)
    await page.getByRole('button', { name: 'Cancel the market' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await step('The sponsor cancelled the market').waitFor()
    expect((await balanceOf(0)) - before).toBeGreaterThan(parseEther('0.99'))
  })
})
