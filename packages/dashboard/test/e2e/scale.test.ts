import { contributeSync, type ModelReference } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { createTestClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { clientOf, deployFile } from '../support/chain.ts'
import { startPoints } from '../support/mechanisms.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { teachMany } from '../support/teachMany.ts'
import { toyModel } from '../support/toy.ts'
import { screenshot, visit } from '../support/visitor.ts'

const contributions = 2_000
const day = 86_400

/** Account 1 has a half of 2,000 contributions, all of which are due, and a lesson that can be verified. */
describe('a model with thousands of contributions', () => {
  let stack: Stack
  let points: ModelReference

  beforeAll(async () => {
    stack = await startStack()
    await teachMany(stack.rpcUrl, stack.model, { count: contributions, accounts: [1, 2] })
    points = await startPoints(stack.rpcUrl)
    const chain = createTestClient({ mode: 'anvil', chain: foundry, transport: http(stack.rpcUrl) })
    await chain.increaseTime({ seconds: day })
    await chain.mine({ blocks: 1 })
  })
  afterAll(() => stack?.stop())

  const nodesOf = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length)
  const at = (path: string) => `${stack.url}/#${path}`

  it('has only those rows on the page that are on the screen', async () => {
    const { page, context, problems } = await visit(stack.browser, stack.modelUrl('claims'))
    const first = page.locator('li[aria-posinset="1"]')
    await first.waitFor()
    const size = Number(await first.getAttribute('aria-setsize'))
    expect(size).toBeGreaterThan(contributions / 2)
    expect(await nodesOf(page)).toBeLessThan(1_500)
    await page
      .getByTestId('claim-totals')
      .getByText(/can be claimed now/)
      .waitFor()
    await screenshot(page, 'scale-claims', { fullPage: false })

    await page.getByLabel('Show').selectOption('Mine')
    await page.locator('li[aria-setsize="1010"]').first().waitFor()
    await page.getByLabel('Sort').selectOption('Oldest first')
    await page.getByRole('listitem', { name: 'Contribution 0', exact: true }).waitFor()
    expect(page.url()).toMatch(/show=own&sort=oldest$/)
    // to the end by keyboard alone
    await page.getByRole('listitem', { name: 'Contribution 0', exact: true }).click()
    await page.keyboard.press('End')
    await page.locator('li[aria-posinset="1010"]').waitFor()
    expect(await nodesOf(page)).toBeLessThan(1_500)
    await page.reload()
    await page.getByRole('listitem', { name: 'Contribution 0', exact: true }).waitFor()
    expect([await seriousProblems(page), await sidewaysScroll(page), problems]).toEqual([[], 0, []])
    await context.close()
  })

  it('keeps the focus on a row that scrolls away, and when others come', async () => {
    const { page, context } = await visit(stack.browser, `${stack.modelUrl('claims')}?show=now&sort=oldest`)
    const button = page.locator('li[aria-posinset="1"]').getByRole('button')
    await button.focus()
    const name = await button.textContent()
    await page.evaluate(() => window.scrollTo(0, 20_000))
    const last = () => page.locator('li[aria-posinset]').last().getAttribute('aria-posinset')
    await expect.poll(async () => Number(await last())).toBeGreaterThan(100)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
    const spam = { model: stack.model, sample: Uint16Array.of(1, 2, 3), label: 1 }
    const { index } = await contributeSync(clientOf(stack.rpcUrl, 3), spam)
    const number = (await clientOf(stack.rpcUrl, 3).getBlockNumber()).toLocaleString('en')
    await expect.poll(() => page.getByText(`block ${number}`).count()).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
    await page.evaluate(() => window.scrollTo(0, 0))
    await page.getByLabel('Show').selectOption('Of others')
    await page.getByLabel('Sort').selectOption('Newest first')
    await page.getByRole('listitem', { name: `Contribution ${index}`, exact: true }).waitFor()
    await context.close()
  })

  it('tells what happened, of a kind and by somebody, and who that is', async () => {
    const { page, context } = await visit(stack.browser, stack.modelUrl('activity'))
    await page.getByText(/^2,0\d\d events$/).waitFor()
    await page.getByLabel('Kind').selectOption('What the owner did')
    await page.getByText('created the model').waitFor()
    await page.getByLabel('Kind').selectOption('What was taught')
    await page.getByLabel('By', { exact: true }).selectOption('Account 2')
    await page.getByText(/^990 events$/).waitFor()
    expect(await nodesOf(page)).toBeLessThan(1_500)
    await screenshot(page, 'scale-activity', { fullPage: false })
    await page.getByRole('link', { name: 'Account 2' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Account 2' }).waitFor()
    await context.close()
  })

  it('says who somebody is, and what that came to', async () => {
    const { address } = clientOf(stack.rpcUrl, 1).account
    const { page, context, problems } = await visit(stack.browser, at(`/people/${address}`))
    const table = page.getByRole('table', { name: 'By model' })
    await table.getByRole('row', { name: /^All models/ }).waitFor()
    const row = await table.getByRole('row', { name: /^Spam filter/ }).textContent()
    expect(row).toMatch(/^Spam filter1,010/)
    const toy = await table.getByRole('row', { name: new RegExp(`^${toyModel.name}`) }).textContent()
    expect(toy).toMatch(/^Apples points:0200000010$/)
    await page.locator('li[aria-posinset="1"]').waitFor()
    expect(await nodesOf(page)).toBeLessThan(1_500)
    await screenshot(page, 'scale-person', { fullPage: false })
    expect([await seriousProblems(page), await sidewaysScroll(page), problems]).toEqual([[], 0, []])
    await page.goto(at('/people/nobody'))
    await page.getByText('There is nobody by that address').waitFor()
    await context.close()
  })

  it('puts what waits for the account in one place', async () => {
    const { page, context, problems } = await visit(stack.browser, at('/inbox'))
    const card = (name: string) => page.getByRole('region', { name, exact: true })
    await card('Spam filter')
      .getByText(/^Get the deposit of \d+ contributions back$/)
      .waitFor()
    await card(toyModel.name!).getByText('Have 1 contribution verified').waitFor()
    await page.getByText(/The whole chain was looked through/).waitFor()
    expect(await page.getByTestId('inbox-total').textContent()).toMatch(/ETH/)
    await screenshot(page, 'scale-inbox')
    expect([await seriousProblems(page), await sidewaysScroll(page), problems]).toEqual([[], 0, []])
    const link = page.getByRole('link', { name: /^Inbox\W+\d+/ })
    await link.waitFor()
    const waiting = await link.textContent()
    await card(toyModel.name!).getByRole('button', { name: 'Collect everything' }).click()
    await card(toyModel.name!).getByText('Have 1 contribution verified').waitFor({ state: 'detached' })
    await expect.poll(() => link.textContent()).not.toBe(waiting)
    await context.close()
  })

  it('reads the models once, and then only what happened to them', async () => {
    const { page, context } = await visit(stack.browser, 'about:blank')
    const methods: string[][] = []
    page.on('request', request => {
      const calls = request.url().startsWith(stack.rpcUrl) ? request.postDataJSON() : []
      if (request.method() === 'POST') methods.push([calls].flat().map(({ method }) => method))
    })
    await page.goto(at('/'))
    const card = page.getByRole('listitem').filter({ hasText: toyModel.name! })
    await card.getByText('Entries in its log').waitFor()
    const asked = async () => {
      methods.length = 0
      await page.waitForTimeout(2_000)
      return [...new Set(methods.flat())]
    }
    await page.getByRole('link', { name: /^Inbox\W+\d+/ }).waitFor()
    await expect.poll(asked).toEqual(['eth_getBlockByNumber'])

    const before = await card.textContent()
    await contributeSync(clientOf(stack.rpcUrl, 3), {
      ...{ model: points, sample: Uint16Array.of(2), label: 1 },
    })
    await expect.poll(() => card.textContent()).not.toBe(before)
    await context.close()
  })

  it('finds models by words, and says it when there are none', async () => {
    const { page, context, problems } = await visit(stack.browser, stack.url)
    await page.getByText('2 models').waitFor()
    await page.getByRole('searchbox', { name: 'Search' }).fill('HAM spam')
    await page.getByText('1 of 2 models').waitFor()
    expect(page.url()).toMatch(/\?q=HAM\+spam$/)
    await page.getByRole('link', { name: 'Spam filter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Spam filter' }).waitFor()
    await page.goBack()
    await page.getByText('1 of 2 models').waitFor()
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('HAM spam')
    await page.getByLabel('Mechanism').selectOption('Points')
    await page.getByText('No model is like that').waitFor()
    expect(await seriousProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Show all models' }).click()
    await page.getByText('2 models', { exact: true }).waitFor()
    await page.getByLabel('Mine').click()
    await page.getByText(/Nothing among the models of your account/).waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it('shows many models some at a time', async () => {
    for (let i = 0; i < 25; i++) await deployFile(stack.rpcUrl, { ...toyModel, name: `Fruit ${i}` })
    const { page, context, problems } = await visit(stack.browser, at('/?q=fruit&sort=name'))
    await page.getByText('25 of 27 models').waitFor()
    expect(await page.getByRole('link', { name: /^Fruit/ }).count()).toBe(24)
    await page.getByRole('button', { name: 'Page 2' }).click()
    await page.getByRole('link', { name: 'Fruit 24' }).waitFor()
    expect(page.url()).toMatch(/page=2/)
    await screenshot(page, 'scale-gallery')
    expect([await seriousProblems(page), await sidewaysScroll(page), problems]).toEqual([[], 0, []])
    await context.close()
  })
})
