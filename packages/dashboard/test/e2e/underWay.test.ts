import type { Page } from 'playwright-core'
import { createTestClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { openTab, screenshot, teach, visit } from '../support/visitor.ts'

/** Lessons on a chain that makes no blocks until it is told to. */
describe('a lesson that waits for its block', () => {
  let stack: Stack
  let page: Page
  const tester = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(stack.rpcUrl) })
  const pending = async () => Number((await tester().getTxpoolStatus()).pending)

  beforeAll(async () => {
    stack = await startStack()
    await tester().setAutomine(false)
    ;({ page } = await visit(stack.browser, stack.modelUrl('teach')))
  })
  afterAll(() => stack?.stop())
  stepByStep()

  const lesson = 'click here, guaranteed money'
  const button = () => page.getByRole('button', { name: /^Teach it/ })
  const waiting = () => page.getByText('A lesson is sent, and waits for a block')

  it('says at most what is sent, then which transaction it is', async () => {
    await teach(page, lesson, 'spam', { send: false })
    await page.getByText(/At most .* is sent; what is not needed comes back at once/).waitFor()
    await button().click()
    await waiting().waitFor()
    await page.getByText(/Transaction 0x[0-9a-f]{64}/).waitFor()
    await screenshot(page, 'teach-under-way')
  })

  it('is not sent again from another tab of the page, nor after a reload, but another one is', async () => {
    await openTab(page, 'Predict')
    await teach(page, lesson, 'spam', { send: false })
    await waiting().waitFor()
    expect(await button().count()).toBe(0)
    await page.reload()
    await teach(page, lesson, 'spam', { send: false })
    await waiting().waitFor()
    expect(await button().count()).toBe(0)
    await page.getByRole('radio', { name: 'ham' }).check()
    expect(await button().isEnabled()).toBe(true)
    expect(await pending()).toBe(1)
  })

  it('is known when it is mined, and can be taught again', async () => {
    await tester().mine({ blocks: 1 })
    await page.getByText('The lesson that was under way is on the chain.').waitFor()
    await page.getByRole('radio', { name: 'spam' }).check()
    await button().waitFor()
  })

  it('can be forgotten when the node has dropped it', async () => {
    await button().click()
    const shown = page.getByText(/Transaction 0x[0-9a-f]{64}/)
    await shown.waitFor()
    const hash = /0x[0-9a-f]{64}/.exec((await shown.textContent())!)![0] as `0x${string}`
    await page.reload()
    await tester().dropTransaction({ hash })
    await page.getByText('The node does not know it any more').waitFor()
    await page.getByRole('button', { name: 'Forget it' }).click()
    await teach(page, lesson, 'spam', { send: false })
    await button().waitFor()
  })
})
