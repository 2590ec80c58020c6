import { deployBadges, reportContributionSync, verifySync } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../support/chain.ts'
import { contribute, deployToy, skip } from '../support/mechanisms.ts'
import { ownPages } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { openTab, screenshot, teachSample } from '../support/visitor.ts'

const hour = 3_600

/** Each test has a model of its own. Account 1 is honest, account 2 contributes bad data. */
describe('a model under points', () => {
  let stack: Stack
  let count = 0

  beforeAll(async () => {
    stack = await startStack()
    await deployToy(stack.rpcUrl, 'points', 'The first')
    await deployBadges(clientOf(stack.rpcUrl, 0))
  })
  afterAll(() => stack?.stop())
  const open = ownPages(() => stack)

  const name = () => `Apples ${count}`
  const newModel = () => {
    count++
    return deployToy(stack.rpcUrl, 'points', name())
  }
  const contribution = (page: Page, index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })
  const badge = (page: Page, title: string) => page.getByRole('listitem', { name: title, exact: true })
  const points = (page: Page) => page.getByTestId('points').textContent()

  /** A good lesson, bad data, and what sets it right; all can be verified or reported now. */
  async function withLessons() {
    const model = await newModel()
    const { rpcUrl } = stack
    await contribute(rpcUrl, model, 1, 1, 1)
    await contribute(rpcUrl, model, 2, 0, 0)
    await contribute(rpcUrl, model, 1, 0, 1)
    await skip(rpcUrl, hour)
    return model
  }

  /** The same, and both good lessons are verified. */
  async function withPoints() {
    const model = await withLessons()
    for (const index of [0n, 2n]) await verifySync(clientOf(stack.rpcUrl, 3), { model, index })
    return model
  }

  it('says on its card how it rewards, and that teaching it is free', async () => {
    await newModel()
    const page = await open(stack.url)
    const card = page.getByRole('listitem').filter({ hasText: name() })
    await card.getByText('Points', { exact: true }).waitFor()
    expect(await card.textContent()).toMatch(/A new lesson\s*Free, 10 points/)
    const deposits = page.getByRole('listitem').filter({ hasText: 'Spam filter' })
    expect(await deposits.textContent()).toMatch(/Deposit, Refund, Take[\s\S]*Deposit now/)
    await screenshot(page, 'points-models')
  })

  it('is taught for nothing, and says what is new to it', async () => {
    const page = await open(stack.modelUrl('teach', await newModel()))
    expect(await page.getByTestId('price').textContent()).toBe('Free')
    await page.getByRole('textbox', { name: 'Sample' }).fill('0')
    await page.getByRole('radio', { name: 'apple' }).check()
    await page.getByText('there are no points for what it knows').waitFor()
    await teachSample(page, '1', 'apple')
    await page.getByText(/It was new to the model/).waitFor()
    await screenshot(page, 'points-teach')
    await page.getByRole('link', { name: 'See my points' }).click()
    await contribution(page, 0).getByText('Waiting').waitFor()
    expect(await contribution(page, 0).textContent()).toMatch(/can be verified in (1 hour|59 minutes)/)
    await page.getByText('Nobody has points yet').waitFor()
  })

  it('gives points for what it was taught', async () => {
    const page = await open(stack.modelUrl('points', await withLessons()))
    await contribution(page, 0).getByText('Verifiable').waitFor()
    expect(await page.getByText('For each lesson of yours that was verified').count()).toBe(1)
    await screenshot(page, 'points-verifiable')
    await contribution(page, 0).getByRole('button', { name: 'Verify' }).click()
    await contribution(page, 0).getByText('Verified', { exact: true }).waitFor()
    await expect.poll(() => points(page)).toBe('10')
    await page.getByRole('button', { name: 'Collect everything' }).click()
    await contribution(page, 2).getByText('Verified', { exact: true }).waitFor()
    await expect.poll(() => points(page)).toBe('20')
    await page.getByRole('row', { name: '1 Account 1 (you) 20 2 0' }).waitFor()
  })

  it('gives a badge that the chain draws', async () => {
    const page = await open(stack.modelUrl('points', await withPoints()))
    await badge(page, 'Tutor').getByText('2 of 10').waitFor()
    await badge(page, 'First lesson').getByRole('button', { name: 'Claim' }).click()
    await badge(page, 'First lesson').getByText('Yours').waitFor()
    const picture = badge(page, 'First lesson').getByRole('img', { name: 'The badge “First lesson”' })
    await expect
      .poll(() => picture.evaluate(image => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0)
    await screenshot(page, 'points-badges')
  })

  it('gives points for reporting bad data, once the report has waited', async () => {
    const model = await withPoints()
    const page = await open(stack.modelUrl('points', model))
    await contribution(page, 1).getByRole('button', { name: 'Report' }).click()
    await contribution(page, 1).getByText('Reported', { exact: true }).waitFor()
    expect(await contribution(page, 1).textContent()).toMatch(/By Account 2/)
    await skip(stack.rpcUrl, hour)
    await contribution(page, 1).getByRole('button', { name: 'Confirm the report' }).click()
    await contribution(page, 1).getByText('Confirmed', { exact: true }).waitFor()
    await expect.poll(() => points(page)).toBe('25')
    await page.getByText('All models', { exact: true }).last().click()
    await page.getByRole('row', { name: /^1 Account 1 \(you\) / }).waitFor()
    await screenshot(page, 'points-reported')
    await openTab(page, 'Activity')
    const story = page.getByRole('region', { name: 'What happened' })
    await story.getByText(/the report of Account 1 \(you\) was confirmed, for 5 points/).waitFor()
    await story.getByText(/contribution 0 of Account 1 \(you\): verified, for 10 points/).waitFor()
    await screenshot(page, 'points-activity')
  })

  it('tells the other side that its lesson can still be verified', async () => {
    const model = await withPoints()
    await reportContributionSync(clientOf(stack.rpcUrl, 1), { model, index: 1n })
    const page = await open(stack.modelUrl('points', model), { account: 2 })
    await contribution(page, 1).getByText('Disputed').waitFor()
    expect(await contribution(page, 1).textContent()).toMatch(/somebody has reported it/)
    expect(await points(page)).toBe('0')
    await openTab(page, 'Activity')
    await page.getByText(/Account 2 \(you\) taught the model that .* is pear \(contribution 1\)/).waitFor()
  })
})
