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

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
