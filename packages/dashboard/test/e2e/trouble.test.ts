import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { openTab, screenshot, skipTime, teach, visit } from '../support/visitor.ts'

/** What people do wrong, and what goes wrong around them. */
describe('wrong inputs and failures', () => {
  let stack: Stack
  let page: Page

  beforeAll(async () => {
    stack = await startStack()
    ;({ page } = await visit(stack.browser, stack.modelUrl('teach')))
  })
  afterAll(() => stack?.stop())
  stepByStep()

  const button = () => page.getByRole('button', { name: /^Teach it/ })

  it('asks for a text, then for a label, before it sends anything', async () => {
    await page.getByText('Type or paste a text first.').waitFor()
    expect(await button().isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Text' }).fill('   \n ')
    await page.getByText('Type or paste a text first.').waitFor()
    await page.getByRole('textbox', { name: 'Text' }).fill('free money')
    await page.getByText('Say what it is.').waitFor()
    expect(await button().isDisabled()).toBe(true)
  })

  it('does not take texts without a word that the model knows', async () => {
    await teach(page, 'qwrtzu xyzzy', 'spam', { send: false })
    await page.getByText('The model knows none of these words').waitFor()
    await page.getByText('0 different words that the model knows').waitFor()
    expect(await button().isDisabled()).toBe(true)
  })

  it('warns when the model agrees already, and when it disagrees', async () => {
    await teach(page, 'click here, guaranteed money', 'spam', { send: false })
    await page.getByText('The model already says spam').waitFor()
    await page.getByRole('radio', { name: 'ham' }).check()
    await page.getByText('The model disagrees with you so far').waitFor()
    expect(await button().isEnabled()).toBe(true)
  })

  it('takes a text as long as a book', async () => {
    await openTab(page, 'Predict')
    await page.getByRole('textbox', { name: 'Text' }).fill('lorem ipsum click money '.repeat(20_000))
    await page.getByTestId('verdict').waitFor()
  })

  it('shows markup in a mail as text', async () => {
    await page.getByRole('textbox', { name: 'Text' }).fill('<img src=x onerror="document.title=1"> money')
    await page.getByTestId('verdict').waitFor()
    expect(await page.title()).toBe('Predict · Spam filter · Cotrain')
  })

  it('says so when a claim is not possible any more', async () => {
    await teach(page, 'click here, guaranteed money', 'spam')
    await skipTime(page, '1 day')
    await openTab(page, 'Claims')
    const getBack = page.getByRole('button', { name: /^Get back .* of contribution 0$/ })
    await getBack.waitFor()
    // The node loses the account's money, so that it cannot pay for the transaction.
    const client = clientOf(stack.rpcUrl, 1)
    await client.request({ method: 'anvil_setBalance', params: [client.account.address, '0x0'] } as never)
    await getBack.click()
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByRole('alert').first().textContent()).not.toMatch(/Request Arguments|Version:|viem/)
    await screenshot(page, 'trouble-no-funds')
  })

  it('names the ways out when an address leads nowhere', async () => {
    await page.goto(`${stack.url}/#/models/deposits:7/predict`)
    await page.getByRole('heading', { name: 'There is no such model here' }).waitFor()
    await page.goto(`${stack.url}/#/models/nonsense`)
    await page.getByText('names no model').waitFor()
    await page.goto(`${stack.url}/#/no/such/page`)
    await page.getByRole('link', { name: 'To the models' }).click()
    await page.getByRole('link', { name: 'Spam filter' }).waitFor()
  })

  it('says when the node has gone, keeps what it knows, and offers to try again', async () => {
    await page.goto(stack.modelUrl('predict'))
    await page.getByRole('textbox', { name: 'Text' }).fill('guaranteed money')
    await page.getByTestId('verdict').waitFor()
    await stack.stopChain()
    const banner = page.getByRole('alert').filter({ hasText: 'does not answer' })
    await banner.waitFor()
    expect(await page.getByTestId('verdict').textContent()).toBe('spam')
    await banner.getByRole('button', { name: 'Try again' }).click()
    await screenshot(page, 'trouble-no-node')

    await page.reload()
    await banner.waitFor()
    expect(await page.getByRole('banner').isVisible()).toBe(true)
  })
})
