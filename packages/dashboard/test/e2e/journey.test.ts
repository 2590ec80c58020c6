import { contributeSync, devAccount, getEncoder, refundSync } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleMails } from '../../src/features/model/examples.ts'
import { clientOf } from '../support/chain.ts'
import { skip } from '../support/mechanisms.ts'
import { ownPages, sameChain } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { beAccount, openTab, screenshot, shownBalance, skipTime, teach } from '../support/visitor.ts'

const day = 86_400

/** Account 1 is an honest contributor, account 2 a spammer. Each test begins with the filter as it was deployed. */
describe('two minutes with the spam filter', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await startStack()
  })
  afterAll(() => stack?.stop())
  const open = ownPages(() => stack)
  sameChain(() => stack)

  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })
  const contribution = (page: Page, index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })

  /** The honest lesson, and the spammer's contradiction of it. */
  async function withLessons() {
    const { model, rpcUrl } = stack
    const encoder = await getEncoder(clientOf(rpcUrl, 0), { model })
    const sample = encoder.encode(exampleMails.spam)
    await contributeSync(clientOf(rpcUrl, 1), { model, sample, label: 1 })
    await contributeSync(clientOf(rpcUrl, 2), { model, sample, label: 0 })
  }

  it('lists the model with its accuracy and what a lesson costs', async () => {
    const page = await open(stack.url)
    const card = page.getByRole('listitem').filter({ hasText: 'Spam filter' })
    await card.getByText(/^9\d\.\d %$/).waitFor()
    expect(await card.textContent()).toMatch(/Tells ham from spam/)
    await card.getByText(/0\.\d+ ETH/).waitFor()
    expect(await page.title()).toBe('Models · Cotrain')
    await screenshot(page, 'models')
    await card.getByRole('link', { name: 'Spam filter' }).click()
    await page.getByRole('heading', { name: 'Spam filter' }).waitFor()
  })

  it('predicts as one types, and shows the words that weighed most', async () => {
    const page = await open(stack.modelUrl('predict'))
    const block = await clientOf(stack.rpcUrl, 1).getBlockNumber()
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleMails.spam)
    expect(await page.getByTestId('verdict').textContent()).toBe('spam')
    const words = page.getByRole('list', { name: 'The words that weigh most' }).getByRole('listitem')
    expect(await words.allTextContents()).toContainEqual(
      expect.stringMatching(/^click\s*: weighs \d+ for spam$/),
    )
    await screenshot(page, 'predict')

    await page.getByRole('textbox', { name: 'Text' }).fill(exampleMails.honest)
    expect(await page.getByTestId('verdict').textContent()).toBe('ham')
    expect(await page.title()).toBe('Predict · Spam filter · Cotrain')
    await page.getByText('cotrain dataset deposits:0 --out FOLDER').waitFor()
    const licence = page.getByRole('link', { name: 'CC0-1.0' })
    expect(await licence.getAttribute('href')).toBe('https://spdx.org/licenses/CC0-1.0.html')
    expect(await clientOf(stack.rpcUrl, 1).getBlockNumber()).toBe(block)
  })

  it('takes a lesson for a deposit, and says when to come back', async () => {
    const page = await open(stack.modelUrl('teach'))
    const before = await balanceOf(1)
    await page.getByText('By teaching it a sample you accept that it is placed under CC0-1.0').waitFor()
    await teach(page, exampleMails.spam, 'spam')
    await screenshot(page, 'teach-result')
    const paid = before - (await balanceOf(1))
    expect(paid).toBeGreaterThan(parseEther('0.0005'))
    await expect.poll(() => shownBalance(page)).toBeLessThan(10_000)

    await page.getByRole('link', { name: 'See my claims' }).click()
    await contribution(page, 0).getByText('Waiting').waitFor()
    expect(await contribution(page, 0).textContent()).toMatch(/in (1 day|23 hours \d+ minutes)\./)
    expect(await contribution(page, 0).getByRole('button').count()).toBe(0)
  })

  it('lets a spammer stake on a wrong label, and says that the model disagrees', async () => {
    await withLessons()
    const page = await open(stack.modelUrl('claims'), { account: 2 })
    await contribution(page, 1).getByText('Waiting').waitFor()
    expect(await contribution(page, 1).textContent()).toContain('The model disagrees so far')
    await skipTime(page, '1 day')
    await contribution(page, 1).getByText('Disputed').waitFor()
  })

  it('pays the honest deposit back when the time has come', async () => {
    await withLessons()
    await skip(stack.rpcUrl, day)
    const page = await open(stack.modelUrl('claims'))
    await contribution(page, 0).getByText('Refundable').waitFor()
    await screenshot(page, 'claims-refundable')
    const [before, shown] = [await balanceOf(1), await shownBalance(page)]
    await contribution(page, 0).getByRole('button', { name: 'Get back' }).click()
    await contribution(page, 0).getByText('Refunded').waitFor()
    expect(await balanceOf(1)).toBeGreaterThan(before)
    await expect.poll(() => shownBalance(page)).toBeGreaterThan(shown)
  })

  it("gives the spammer's deposit to the honest contributor, and tells the story with the accuracy", async () => {
    await withLessons()
    await skip(stack.rpcUrl, day)
    await refundSync(clientOf(stack.rpcUrl, 1), { model: stack.model as never, index: 0n })
    const page = await open(stack.modelUrl('claims'))
    await contribution(page, 1).getByText('Can be taken').waitFor()
    expect(await contribution(page, 1).textContent()).toContain('By Account 2')
    const before = await balanceOf(1)
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await page.getByText('came to your account').last().waitFor()
    await contribution(page, 1).waitFor({ state: 'detached' })
    expect((await balanceOf(1)) - before).toBeGreaterThan(parseEther('0.001'))

    await beAccount(page, 2)
    await contribution(page, 1).getByText('Taken', { exact: true }).waitFor()
    expect(await contribution(page, 1).textContent()).toContain('Others have taken the whole deposit')

    await openTab(page, 'Activity')
    const story = page.getByRole('region', { name: 'What happened' })
    await story.getByText(/Account 1 took 0\.0\d+ ETH of Account 2 \(you\)’s deposit/).waitFor()
    await story.getByText(/Account 1 got 0\.0\d+ ETH back for contribution 0/).waitFor()
    await story.getByText(/Account 2 \(you\) taught the model that “.*” is ham, deposit/).waitFor()
    await story.getByText('Account 0 created the model.').waitFor()
    await page.locator('.recharts-line path').first().waitFor({ state: 'attached' })
    await screenshot(page, 'activity')
    await page.getByText('Table', { exact: true }).click()
    const table = page.getByRole('table', { name: 'Accuracy on the held-out mails after each contribution' })
    expect(await table.getByRole('row').count()).toBe(4)
    expect(await table.getByRole('row').nth(1).textContent()).toMatch(/^0\s*9\d\.\d %\s*at first/)
  })
})
