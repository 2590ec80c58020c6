import { devAccount, type ModelReference, pinSync } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, deployFile } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { toyModel } from '../support/toy.ts'
import { beAccount, openTab, screenshot, skipTime, teachSample, visit } from '../support/visitor.ts'

/** Account 2 contributes bad data, account 1 challenges it. */
describe('deposits with bonds', () => {
  let stack: Stack
  let model: ModelReference
  let page: Page
  let problems: string[]

  beforeAll(async () => {
    stack = await startStack()
    model = await deployFile(stack.rpcUrl, toyModel, {}, 'bonded')
    ;({ page, problems } = await visit(stack.browser, stack.modelUrl('teach', model)))
  })
  afterAll(() => stack?.stop())
  stepByStep()

  const contribution = (index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })
  const section = (name: string) => page.getByRole('region', { name, exact: true })
  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })

  it('takes more for what the model does not know, and does not learn yet', async () => {
    const teach = page.getByRole('button', { name: /^Teach it/ })
    await page.getByRole('textbox', { name: 'Sample' }).fill('0')
    await page.getByRole('radio', { name: 'apple' }).check()
    const known = Number((await teach.textContent())?.match(/[\d.]+/)?.[0])
    await page.getByRole('radio', { name: 'pear' }).check()
    const surprising = Number((await teach.textContent())?.match(/[\d.]+/)?.[0])
    expect(surprising).toBeGreaterThan(known)
    await beAccount(page, 2)
    await teachSample(page, '0', 'pear')
    await screenshot(page, 'bonded-teach')
    await page.getByRole('link', { name: 'See the challenges' }).click()
    await section('Open to challenge')
      .getByText(/The model says apple/)
      .waitFor()
  })

  it('lets anybody challenge it with a bond', async () => {
    await beAccount(page, 1)
    await contribution(0)
      .getByRole('button', { name: /^Challenge, bond/ })
      .click()
    await page.getByRole('menuitem', { name: 'It is apple' }).click()
    await contribution(0)
      .getByText(/After 1 challenge it stands at apple/)
      .waitFor()
    expect(await contribution(0).textContent()).toMatch(/You staked .* and would get/)
    await screenshot(page, 'bonded-challenged')
  })

  it('pays who was right when nobody has answered', async () => {
    await skipTime(page, '1 day')
    const before = await balanceOf(1)
    await section('Final').getByRole('button', { name: 'Settle' }).click()
    await section('Settled').getByText('The model learned that it is apple.').waitFor()
    expect(await balanceOf(1)).toBeGreaterThan(before)
    await screenshot(page, 'bonded-settled')
    await openTab(page, 'Activity')
    await page.getByText(/Account 1 \(you\) says that contribution 0 is apple/).waitFor()
  })

  it('goes on counting behind the challenge, which is an entry of the log as well', async () => {
    await openTab(page, 'Teach')
    await teachSample(page, '1', 'pear')
    await page.getByRole('link', { name: 'See the challenges' }).click()
    await contribution(2)
      .getByText(/By Account 1/)
      .waitFor()
    await pinSync(clientOf(stack.rpcUrl, 3), { model })
    await openTab(page, 'Activity')
    await page.getByText(/The log was pinned at 3 entries: proofs of them stay right until/).waitFor()
    await page.getByRole('link', { name: /All models/ }).click()
    const card = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await card(toyModel.name!).getByText('Entries in its log').waitFor()
    await card('Spam filter').getByText('Contributions').waitFor()
  })

  it('refuses a sample that the model was given before', async () => {
    await page.goto(stack.modelUrl('teach', model))
    await page.getByRole('textbox', { name: 'Sample' }).fill('1')
    await page.getByRole('radio', { name: 'pear' }).check()
    await page.getByText(/The model was given this .+ before/).waitFor()
    expect(await page.getByRole('button', { name: /^Teach it/ }).isDisabled()).toBe(true)
    await page.getByText('What stays contested is dropped').waitFor()
  })

  it('fills a bond from several purses, and drops what stays contested', async () => {
    await openTab(page, 'Challenges')
    const open = contribution(2)
    await open.getByRole('button', { name: /^Pledge/ }).click()
    await page.getByRole('textbox', { name: 'Pledge, in ETH' }).fill('5')
    await page.getByRole('button', { name: 'Pledge it' }).click()
    await open.getByRole('progressbar', { name: /Pledged for apple/ }).waitFor()
    await screenshot(page, 'bonded-pool')
    await open.getByRole('button', { name: /^Challenge together/ }).click()
    for (const name of ['pear', 'apple']) {
      await open.getByRole('button', { name: /^Challenge, bond/ }).click()
      await page.getByRole('menuitem', { name: `It is ${name}` }).click()
      await open.getByText(new RegExp(`stands at ${name}|nobody can challenge it again`)).waitFor()
    }
    await section('Contested')
      .getByText(/It will be dropped on/)
      .waitFor()
    await screenshot(page, 'bonded-contested')
    await skipTime(page, '1 day')
    await section('Final').getByRole('button', { name: /^Drop/ }).click()
    await section('Settled')
      .getByText(/It stayed contested/)
      .waitFor()
    await contribution(2)
      .getByRole('button', { name: /^Take out/ })
      .click()
    await openTab(page, 'Activity')
    await page.getByText(/contribution 2 was dropped/i).waitFor()
    await page.getByText(/Account 1 \(you\) took .+ out of a pool/).waitFor()
  })

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
