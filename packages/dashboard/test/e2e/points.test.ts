import { deployBadges } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, deployFile } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { toyModel } from '../support/toy.ts'
import { beAccount, openTab, screenshot, skipTime, teachSample, visit } from '../support/visitor.ts'

/** One person plays an honest contributor (account 1) and one who contributes bad data (account 2). */
describe('a model under points', () => {
  let stack: Stack
  let page: Page
  let problems: string[]

  beforeAll(async () => {
    stack = await startStack()
    await deployFile(stack.rpcUrl, toyModel, {}, 'points')
    await deployBadges(clientOf(stack.rpcUrl, 0))
    ;({ page, problems } = await visit(stack.browser, stack.url))
  })
  afterAll(() => stack?.stop())
  stepByStep()

  const contribution = (index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })
  const badge = (title: string) => page.getByRole('listitem', { name: title, exact: true })
  const points = () => page.getByTestId('points').textContent()

  it('says on its card how it rewards, and that teaching it is free', async () => {
    const card = page.getByRole('listitem').filter({ hasText: toyModel.name! })
    await card.getByText('Points', { exact: true }).waitFor()
    expect(await card.textContent()).toMatch(/A new lesson\s*Free, 10 points/)
    const deposits = page.getByRole('listitem').filter({ hasText: 'Spam filter' })
    expect(await deposits.textContent()).toMatch(/Deposit, Refund, Take[\s\S]*Deposit now/)
    await screenshot(page, 'points-models')
    await card.getByRole('link', { name: toyModel.name! }).click()
  })

  it('is taught for nothing, and says what is new to it', async () => {
    await openTab(page, 'Teach')
    expect(await page.getByTestId('price').textContent()).toBe('Free')
    await page.getByRole('textbox', { name: 'Sample' }).fill('0')
    await page.getByRole('radio', { name: 'apple' }).check()
    await page.getByText('there are no points for what it knows').waitFor()
    await teachSample(page, '1', 'apple')
    await page.getByText(/It was new to the model/).waitFor()
    await screenshot(page, 'points-teach')
    await page.getByRole('link', { name: 'See my points' }).click()
    await contribution(0).getByText('Waiting').waitFor()
    expect(await contribution(0).textContent()).toMatch(/can be verified in (1 hour|59 minutes)/)
    await page.getByText('Nobody has points yet').waitFor()
  })

  it('learns bad data, and is set right', async () => {
    await beAccount(page, 2)
    await teachSample(page, '0', 'pear')
    await beAccount(page, 1)
    await teachSample(page, '0', 'apple')
    await openTab(page, 'Points')
    await skipTime(page, '1 hour')
    await contribution(0).getByText('Verifiable').waitFor()
    expect(await page.getByText('For each lesson of yours that was verified').count()).toBe(1)
    await screenshot(page, 'points-verifiable')
  })

  it('gives points for what it was taught', async () => {
    await contribution(0).getByRole('button', { name: 'Verify' }).click()
    await contribution(0).getByText('Verified', { exact: true }).waitFor()
    await expect.poll(points).toBe('10')
    await page.getByRole('button', { name: 'Collect everything' }).click()
    await contribution(2).getByText('Verified', { exact: true }).waitFor()
    await expect.poll(points).toBe('20')
    await page.getByRole('row', { name: '1 Account 1 (you) 20 2 0' }).waitFor()
  })

  it('gives a badge that the chain draws', async () => {
    await badge('Tutor').getByText('2 of 10').waitFor()
    await badge('First lesson').getByRole('button', { name: 'Claim' }).click()
    await badge('First lesson').getByText('Yours').waitFor()
    const picture = badge('First lesson').getByRole('img', { name: 'The badge “First lesson”' })
    await expect
      .poll(() => picture.evaluate(image => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0)
    await screenshot(page, 'points-badges')
  })

  it('gives points for reporting bad data, once the report has waited', async () => {
    await contribution(1).getByRole('button', { name: 'Report' }).click()
    await contribution(1).getByText('Reported', { exact: true }).waitFor()
    expect(await contribution(1).textContent()).toMatch(/By Account 2/)
    await skipTime(page, '1 hour')
    await contribution(1).getByRole('button', { name: 'Confirm the report' }).click()
    await contribution(1).getByText('Confirmed', { exact: true }).waitFor()
    await expect.poll(points).toBe('25')
    await page.getByText('All models', { exact: true }).last().click()
    await page.getByRole('row', { name: '1 Account 1 (you) 25 2 1' }).waitFor()
    await screenshot(page, 'points-reported')
  })

  it('tells the other side that it can still be verified', async () => {
    await beAccount(page, 2)
    await contribution(1).getByText('Disputed').waitFor()
    expect(await contribution(1).textContent()).toMatch(/a report of it was confirmed/)
    expect(await points()).toBe('0')
  })

  it('tells the story', async () => {
    await openTab(page, 'Activity')
    const story = page.getByRole('region', { name: 'What happened' })
    await story.getByText(/Account 1 reported contribution 1 as bad/).waitFor()
    await story.getByText(/the report of Account 1 was confirmed, for 5 points/).waitFor()
    await story.getByText(/contribution 0 of Account 1: verified, for 10 points/).waitFor()
    await story.getByText(/Account 2 \(you\) taught the model that .* is pear \(contribution 1\)/).waitFor()
    await screenshot(page, 'points-activity')
  })

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
