import { readFile } from 'node:fs/promises'
import { devAccount, encodeTestSet, type ModelReference } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, deployFile } from '../support/chain.ts'
import { openToyMarket, startMarket } from '../support/mechanisms.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { toyModel, toyTestSet } from '../support/toy.ts'
import { beAccount, openTab, screenshot, skipTime, visit } from '../support/visitor.ts'

/**
 * One person plays a sponsor (account 0), one who helps (account 1), one who does harm and has only the file of the
 * bundle (account 2), and one who does not reveal (account 3).
 */
describe('a blind prediction market', () => {
  let stack: Stack
  let model: ModelReference
  let page: Page
  let problems: string[]
  let saved: { name: string; mimeType: string; buffer: Buffer }

  beforeAll(async () => {
    stack = await startStack()
    model = await deployFile(stack.rpcUrl, toyModel, {}, 'market')
    ;({ page, problems } = await visit(stack.browser, stack.modelUrl('market', model)))
  })
  afterAll(() => stack?.stop())
  stepByStep()

  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })
  const step = (title: string) => page.getByRole('region', { name: title })
  const bundle = (number: number) => page.getByRole('listitem', { name: `Bundle ${number}`, exact: true })
  const now = () =>
    page.getByRole('region', { name: 'From the bounty to the payment' }).locator('[aria-current=step]')
  const draft = () => page.getByRole('region', { name: 'Your bundle' })
  const textFile = (text: string) => ({
    name: 'samples.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  })

  /** Commits a bundle of a file's samples as another account. */
  async function commitFile(account: number, text: string, number: number) {
    await beAccount(page, account)
    await openTab(page, 'Teach')
    await draft().locator('input[type=file]').setInputFiles(textFile(text))
    await draft().getByText('2 samples are added.').waitFor()
    await draft()
      .getByRole('button', { name: /^Commit the bundle for/ })
      .click()
    await page.getByText(`Bundle ${number} is committed`).waitFor()
  }

  it('is opened by its owner, who keeps the test set and puts up the bounty', async () => {
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
  })

  it('takes a bundle that was collected one by one, and survives a reload', async () => {
    await beAccount(page, 1)
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
  })

  it('takes bundles from files, of which one keeps only the file of the bundle', async () => {
    await commitFile(3, '0 2\n0 3\n', 1)
    await commitFile(2, '0 1\n0 1 2\n', 2)
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save its file' }).click()
    const buffer = await readFile(await (await downloading).path())
    saved = { name: 'bundle.json', mimeType: 'application/json', buffer }
    await page.getByRole('link', { name: 'See the market' }).click()
    await screenshot(page, 'market-committing')
    await page.evaluate(() => localStorage.setItem('kept', localStorage.getItem('cotrain.bundles')!))
    await page.evaluate(() => localStorage.removeItem('cotrain.bundles'))
    await page.reload()
    await bundle(2)
      .getByText(/This browser does not keep what is in it/)
      .waitFor()
  })

  it('is closed to bundles by time', async () => {
    await skipTime(page, '1 hour')
    await step('Reveal the bundles')
      .getByText(/must be revealed within/)
      .waitFor()
    await openTab(page, 'Teach')
    await page.getByText('The market takes no more bundles').waitFor()
    await page.getByRole('link', { name: 'See the market' }).click()
  })

  it('has bundles revealed from files', async () => {
    const reveal = page.getByRole('button', { name: 'Reveal my bundle' })
    await step('Reveal the bundles')
      .getByText(/does not keep what is in it: take the file/)
      .waitFor()
    expect(await reveal.isDisabled()).toBe(true)
    await page.locator('input[type=file]').setInputFiles({ ...saved, buffer: Buffer.from('{}') })
    await reveal.click()
    await page.getByText('This is not the file of a bundle').waitFor()
    await page.locator('input[type=file]').setInputFiles(saved)
    await reveal.click()
    await page.getByText('This account has no bundle to reveal.').waitFor()
    await bundle(2).getByText('Revealed', { exact: true }).waitFor()
  })

  it('has bundles revealed with one click where the browser keeps them', async () => {
    await page.evaluate(() => localStorage.setItem('cotrain.bundles', localStorage.getItem('kept')!))
    await page.reload()
    await beAccount(page, 1)
    await bundle(0).getByText('Reveal it', { exact: true }).waitFor()
    await screenshot(page, 'market-revealing')
    await page.getByRole('button', { name: 'Reveal my bundle' }).click()
    await bundle(0).getByText('Revealed', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Show the samples of bundle 0' }).click()
    await bundle(0).getByText('is apple').first().waitFor()
  })

  it('has its test set published by the sponsor, whose browser keeps it', async () => {
    await skipTime(page, '1 hour')
    const sponsor = step('The sponsor publishes the test set')
    await bundle(1).getByText('Not revealed', { exact: true }).waitFor()
    await sponsor.getByRole('button', { name: 'Act as Account 0' }).click()
    await sponsor.getByText('This browser keeps the test set').waitFor()
    await screenshot(page, 'market-testing')
    await sponsor.getByRole('button', { name: 'Publish the test set' }).click()
    await step('Settle the market').getByText('0 of 2 bundles scored').waitFor()
    await page.getByText('6 of 6 wrong').first().waitFor()
    await page
      .getByRole('region', { name: 'The test set' })
      .getByText(/0 of 12 right now/)
      .waitFor()
  })

  it('says why a step cannot be paid', async () => {
    await beAccount(page, 4)
    const { address } = devAccount(4)
    await clientOf(stack.rpcUrl, 4).request({
      method: 'anvil_setBalance',
      params: [address, '0x0'],
    } as never)
    await page.getByRole('button', { name: 'Do the next step' }).click()
    await page.getByRole('alert').filter({ hasText: 'does not have enough' }).waitFor()
    await step('Settle the market').getByText('0 of 2 bundles scored').waitFor()
  })

  it('is settled by anybody', async () => {
    await beAccount(page, 5)
    await page.getByText(/The next step tries bundle \d on 12 test samples, for about .* gas/).waitFor()
    await screenshot(page, 'market-settling')
    await page.getByRole('button', { name: 'Do the next step' }).click()
    await step('Settle the market').getByText('1 of 2 bundles scored').waitFor()
    await page.getByRole('button', { name: 'Do all steps' }).click()
    await step('The market is settled').waitFor()
    await bundle(0).getByText('Better', { exact: true }).waitFor()
    expect(await bundle(0).textContent()).toMatch(/0\.6 ETH.*the stake and 0\.5 ETH/)
    expect(await bundle(2).textContent()).toMatch(/Undone|No better/)
    expect(await bundle(2).textContent()).toMatch(/0\.1 ETH.*the stake/)
  })

  it('pays those who helped, out of the bounty', async () => {
    await beAccount(page, 1)
    await screenshot(page, 'market-settled')
    expect(await page.getByTestId('claimable').textContent()).toBe('0.6 ETH')
    const before = await balanceOf(1)
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await bundle(0)
      .getByText(/^Paid:/)
      .waitFor()
    expect((await balanceOf(1)) - before).toBeGreaterThan(parseEther('0.59'))
  })

  it('can be followed by another one when all are paid', async () => {
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
    await openTab(page, 'Activity')
    const story = page.getByRole('region', { name: 'What happened' })
    await story.getByText(/Account 0 \(you\) opened a market for a bounty of 1 ETH/).waitFor()
    await story.getByText(/Account 1 revealed bundle 0, of 2 samples/).waitFor()
    await story.getByText(/0\.11 ETH of bundles that were not revealed were burnt/).waitFor()
    await story.getByText(/Bundle 0 was tried and kept: it came to 0\.6 ETH/).waitFor()
    await story.getByText(/Account 1 was paid 0\.6 ETH for bundle 0/).waitFor()
    await screenshot(page, 'market-activity')
  })

  it('needs no file where the test set came with the local chain', async () => {
    const { model: shipped, testSet } = await startMarket(stack.rpcUrl, 'Shipped')
    stack.serveSecret(shipped, encodeTestSet(testSet))
    await page.goto(stack.modelUrl('market', shipped))
    await page.reload()
    await beAccount(page, 0)
    await page.getByText('there is no file to choose').waitFor()
    await page.getByRole('button', { name: 'Publish the test set' }).click()
    await step('Settle the market').waitFor()
    await page.getByRole('button', { name: 'Do all steps' }).click()
    await step('The market is settled').waitFor()
  })

  it('shares a part of the bounty when the test set is not published', async () => {
    const { model: forgotten } = await startMarket(stack.rpcUrl, 'Forgotten')
    await page.goto(stack.modelUrl('market', forgotten))
    await skipTime(page, '1 day')
    await page.getByRole('button', { name: 'Close the market' }).click()
    await step('The sponsor did not publish the test set').waitFor()
    await beAccount(page, 2)
    await bundle(1).getByText('Not tried').waitFor()
    expect(await page.getByTestId('claimable').textContent()).toBe('0.135 ETH')
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await bundle(1)
      .getByText(/^Paid:/)
      .waitFor()
    await screenshot(page, 'market-defaulted')
  })

  it('can be given up by its sponsor while bundles are committed', async () => {
    const { model: slow } = await openToyMarket(stack.rpcUrl, 'Slow')
    await page.goto(stack.modelUrl('market', slow))
    await step('Commit a bundle').waitFor()
    expect(await page.getByRole('button', { name: 'Cancel the market' }).count()).toBe(0)
    await beAccount(page, 0)
    const before = await balanceOf(0)
    await page.getByRole('button', { name: 'Cancel the market' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await step('The sponsor cancelled the market').waitFor()
    expect((await balanceOf(0)) - before).toBeGreaterThan(parseEther('0.99'))
  })

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
