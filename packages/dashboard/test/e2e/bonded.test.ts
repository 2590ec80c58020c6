import { challengeSync, devAccount, type ModelReference, pinSync } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { clientOf } from '../support/chain.ts'
import { contribute, deployToy, skip } from '../support/mechanisms.ts'
import { ownPages } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { beAccount, openTab, screenshot, teachSample } from '../support/visitor.ts'

const day = 86_400

/** Each test has a model of its own, to which account 2 has contributed bad data where the test begins with some. */
describe('deposits with bonds', () => {
  let stack: Stack
  let count = 0
  beforeAll(async () => {
    stack = await startStack()
  })
  afterAll(() => stack?.stop())
  const open = ownPages(() => stack)

  const newModel = () => deployToy(stack.rpcUrl, 'bonded', `Apples ${++count}`)
  const contribution = (page: Page, index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })
  const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })

  /** Account 2 says that feature 0, which the model takes for an apple, is a pear. */
  async function withBadData() {
    const model = await newModel()
    await contribute(stack.rpcUrl, model, 2, 0, 0)
    return model
  }

  /** The same, and account 1 has challenged it. */
  async function withChallenge() {
    const model = await withBadData()
    await challengeAs(model, 1, 1)
    return model
  }

  const challengeAs = (model: ModelReference<'bonded'>, account: number, label: number) =>
    challengeSync(clientOf(stack.rpcUrl, account), { model, index: 0n, label })

  it('takes more for what the model does not know, and does not learn yet', async () => {
    const page = await open(stack.modelUrl('teach', await newModel()))
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
    await section(page, 'Open to challenge')
      .getByText(/The model says apple/)
      .waitFor()
  })

  it('lets anybody challenge with a bond, and says who gets what as it stands', async () => {
    const page = await open(stack.modelUrl('challenges', await withBadData()))
    await contribution(page, 0)
      .getByText(/If it is something else, challenge it for 0\.08 ETH/)
      .waitFor()
    await contribution(page, 0)
      .getByRole('button', { name: /^Challenge, bond/ })
      .click()
    await page.getByRole('menuitem', { name: 'It is apple' }).click()
    await contribution(page, 0)
      .getByText(/After 1 challenge it stands at apple/)
      .waitFor()
    const said = page.getByRole('list', { name: 'What was said of contribution 0' }).getByRole('listitem')
    expect(await said.allTextContents()).toEqual([
      'Account 2: pear, for 0.04 ETH; gets nothing',
      'Account 1 (you): apple, for 0.08 ETH; gets 0.12 ETH',
    ])
    expect(await contribution(page, 0).textContent()).toMatch(/you get 0\.12 ETH for the 0\.08 ETH/)
    await screenshot(page, 'bonded-challenged')
    await beAccount(page, 2)
    await contribution(page, 0)
      .getByText(/^Somebody contradicts you: challenge it again in time, or you lose\./)
      .waitFor()
  })

  it('pays who was right when nobody has answered', async () => {
    const model = await withChallenge()
    await skip(stack.rpcUrl, day)
    const page = await open(stack.modelUrl('challenges', model))
    const before = await balanceOf(1)
    await section(page, 'Final').getByRole('button', { name: 'Settle' }).click()
    await section(page, 'Settled').getByText('The model learned that it is apple.').waitFor()
    expect(await balanceOf(1)).toBeGreaterThan(before)
    // What had the focus is gone; it is not lost.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Challenges')
    await screenshot(page, 'bonded-settled')
    await openTab(page, 'Activity')
    await page.getByText(/Account 1 \(you\) says that contribution 0 is apple/).waitFor()
  })

  it('goes on counting behind the challenge, which is an entry of the log as well', async () => {
    const model = await withChallenge()
    const page = await open(stack.modelUrl('teach', model))
    await teachSample(page, '1', 'pear')
    await page.getByRole('link', { name: 'See the challenges' }).click()
    await contribution(page, 2)
      .getByText(/By Account 1/)
      .waitFor()
    await pinSync(clientOf(stack.rpcUrl, 3), { model })
    await openTab(page, 'Activity')
    await page.getByText(/The log was pinned at 3 entries: proofs of them stay right until/).waitFor()
    await page.getByRole('link', { name: /All models/ }).click()
    const card = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await card(`Apples ${count}`).getByText('Entries in its log').waitFor()
    await card('Spam filter').getByText('Contributions').waitFor()
  })

  it('refuses a sample that the model was given before', async () => {
    const page = await open(stack.modelUrl('teach', await withBadData()))
    await page.getByRole('textbox', { name: 'Sample' }).fill('0')
    await page.getByRole('radio', { name: 'pear' }).check()
    await page.getByText(/The model was given this .+ before/).waitFor()
    expect(await page.getByRole('button', { name: /^Teach it/ }).isDisabled()).toBe(true)
    await page.getByText('What stays contested is dropped').waitFor()
  })

  it('fills a bond from several purses, and gives them their part back', async () => {
    const page = await open(stack.modelUrl('challenges', await withBadData()))
    const row = contribution(page, 0)
    await row.getByRole('button', { name: /^Pledge/ }).click()
    await page.getByRole('textbox', { name: 'Pledge, in ETH' }).fill('5')
    await page.getByRole('button', { name: 'Pledge it' }).click()
    await row.getByRole('progressbar', { name: /Pledged for apple/ }).waitFor()
    await screenshot(page, 'bonded-pool')
    await row.getByRole('button', { name: /^Challenge together/ }).click()
    await row.getByText(/After 1 challenge it stands at apple/).waitFor()
    await skip(stack.rpcUrl, day)
    await section(page, 'Final').getByRole('button', { name: 'Settle' }).click()
    await section(page, 'Settled').getByText('The model learned that it is apple.').waitFor()
    await row.getByRole('button', { name: /^Take out/ }).click()
    await openTab(page, 'Activity')
    await page.getByText(/Account 1 \(you\) took .+ out of a pool/).waitFor()
  })

  it('drops what stays contested, and says so on a phone, in the dark', async () => {
    const model = await withChallenge()
    await challengeAs(model, 2, 0)
    await challengeAs(model, 1, 1)
    const page = await open(stack.modelUrl('challenges', model), {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    })
    await section(page, 'Contested')
      .getByText(/It will be dropped on/)
      .waitFor()
    await screenshot(page, 'bonded-contested-phone')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    expect(await seriousProblems(page)).toEqual([])
    await skip(stack.rpcUrl, day)
    await section(page, 'Final').getByRole('button', { name: /^Drop/ }).click()
    await section(page, 'Settled')
      .getByText(/It stayed contested/)
      .waitFor()
    await openTab(page, 'Activity')
    await page.getByText(/contribution 0 was dropped/i).waitFor()
  })
})
