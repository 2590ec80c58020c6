import { devAccount } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleMails } from '../../src/features/model/examples.ts'
import { clientOf } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { beAccount, openTab, screenshot, shownBalance, skipTime, teach, visit } from '../support/visitor.ts'

/** One person plays an honest contributor (account 1) and a spammer (account 2). Each step stands on the last. */
describe('two minutes with the spam filter', () => {
  let stack: Stack
  let page: Page
  let problems: string[]

  beforeAll(async () => {
    stack = await startStack()
    ;({ page, problems } = await visit(stack.browser, stack.url))
  })
  afterAll(() => stack?.stop())

  stepByStep()

  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })
  const contribution = (index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })

  it('lists the model with its accuracy and what a lesson costs', async () => {
    const card = page.getByRole('listitem').filter({ hasText: 'Spam filter' })
    await card.getByText(/^9\d\.\d %$/).waitFor()
    expect(await card.textContent()).toMatch(/Tells ham from spam/)
    await card.getByText(/0\.\d+ ETH/).waitFor()
    expect(await page.title()).toBe('Models · Cotrain')
    await screenshot(page, 'models')
    await card.getByRole('link', { name: 'Spam filter' }).click()
  })

  it('predicts as one types, and shows the words that weighed most', async () => {
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
    const before = await balanceOf(1)
    await openTab(page, 'Teach')
    await page.getByText('By teaching it a sample you accept that it is placed under CC0-1.0').waitFor()
    await teach(page, exampleMails.spam, 'spam')
    await screenshot(page, 'teach-result')
    const paid = before - (await balanceOf(1))
    expect(paid).toBeGreaterThan(parseEther('0.0005'))
    await expect.poll(() => shownBalance(page)).toBeLessThan(10_000)

    await page.getByRole('link', { name: 'See my claims' }).click()
    await contribution(0).getByText('Waiting').waitFor()
    expect(await contribution(0).textContent()).toMatch(/in (1 day|23 hours \d+ minutes)\./)
    expect(await contribution(0).getByRole('button').count()).toBe(0)
  })

  it('lets a spammer stake on a wrong label', async () => {
    await beAccount(page, 2)
    await teach(page, exampleMails.spam, 'ham')
    await openTab(page, 'Claims')
    await contribution(1).getByText('Waiting').waitFor()
    expect(await contribution(1).textContent()).toContain('The model disagrees so far')
  })

  it('pays the honest deposit back when the time has come', async () => {
    await skipTime(page, '1 day')
    await contribution(1).getByText('Disputed').waitFor()
    await beAccount(page, 1)
    await contribution(0).getByText('Refundable').waitFor()
    await screenshot(page, 'claims-refundable')
    const [before, shown] = [await balanceOf(1), await shownBalance(page)]
    await contribution(0).getByRole('button', { name: 'Get back' }).click()
    await contribution(0).getByText('Refunded').waitFor()
    expect(await balanceOf(1)).toBeGreaterThan(before)
    await expect.poll(() => shownBalance(page)).toBeGreaterThan(shown)
  })

  it("gives the spammer's deposit to the honest contributor", async () => {
    await contribution(1).getByText('Can be taken').waitFor()
    expect(await contribution(1).textContent()).toContain('By Account 2')
    const before = await balanceOf(1)
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await page.getByText('came to your account').last().waitFor()
    await contribution(1).waitFor({ state: 'detached' })
    expect((await balanceOf(1)) - before).toBeGreaterThan(parseEther('0.001'))

    await beAccount(page, 2)
    await contribution(1).getByText('Taken', { exact: true }).waitFor()
    expect(await contribution(1).textContent()).toContain('Others have taken the whole deposit')
  })

  it('tells the story, and how the accuracy went', async () => {
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
    expect(await table.getByRole('row').nth(1).textContent()).toMatch(/^0\s*9\d\.\d %\s*at first$/)
  })

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
