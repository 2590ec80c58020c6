import { devAccount } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { createTestClient, http, parseGwei } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { clientOf } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { screenshot, teach, visit } from '../support/visitor.ts'
import { confirmInWallet, installWallet, setMood } from '../support/wallet.ts'

/** What becomes of a lesson after its button was pressed, on a chain that makes no blocks until it is told to. */
describe('a lesson under way', () => {
  let stack: Stack
  let page: Page
  const tester = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(stack.rpcUrl) })
  const wallet = devAccount(5).address
  const lesson = 'click here, guaranteed money'

  beforeAll(async () => {
    stack = await startStack()
  })
  afterAll(() => stack?.stop())
  beforeEach(async () => {
    await tester().setAutomine(false)
    await tester().mine({ blocks: 1 })
    ;({ page } = await visit(stack.browser, 'about:blank'))
  })
  afterEach(() => page.context().close())

  const open = async () => {
    await page.goto(stack.modelUrl('teach'))
    return page
  }
  /** Opens the page with a wallet that does what its owner's mood is. */
  const openWith = async (mood: 'confirms' | 'waits' | 'refuses') => {
    await installWallet(page, { rpcUrl: stack.rpcUrl, address: wallet, chainId: 31337, mood })
    await open()
    await page
      .getByRole('banner')
      .getByRole('button', { name: /Account 1/ })
      .click()
    await page.getByRole('menuitemradio', { name: 'Test Wallet' }).click()
    await page
      .getByRole('banner')
      .getByRole('button', { name: /Account 5/ })
      .waitFor()
  }
  const button = () => page.getByRole('button', { name: /^Teach it/ })
  const send = async (text = lesson) => {
    await teach(page, text, 'spam', { send: false })
    await button().click()
  }
  const notice = (words: string | RegExp) => page.getByRole('status').filter({ hasText: words })
  const waits = () => notice('waits for a block').waitFor()
  const tray = () => page.getByRole('button', { name: /^Transactions/ })
  /** How the newest transaction stands, by the list. */
  const stateIs = async (words: string | RegExp) => {
    if (!(await page.getByRole('dialog').isVisible())) await tray().click()
    await page.getByRole('dialog').getByRole('listitem').first().getByText(words).first().waitFor()
  }
  const sentHash = async () => {
    const shown = page.locator('[data-hash]').first()
    await shown.waitFor()
    return (await shown.getAttribute('data-hash')) as `0x${string}`
  }
  const mine = () => tester().mine({ blocks: 1 })

  it('says what it costs, which transaction it is, then that it is on the chain', async () => {
    await open()
    await teach(page, lesson, 'spam', { send: false })
    await page.getByText(/At most .* is sent; what is not needed comes back at once/).waitFor()
    await page.getByTestId('chain-fee').waitFor()
    await button().click()
    await waits()
    expect(await sentHash()).toMatch(/^0x[0-9a-f]{64}$/)
    await page.getByRole('button', { name: 'Transactions, 1 under way' }).click()
    await stateIs('Waits for a block')
    await screenshot(page, 'tray-sent')
    await mine()
    await stateIs('Final')
    await page.getByText(/^Contribution \d+ is on the chain/).waitFor()
    expect(await seriousProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear what is finished' }).click()
    await tray().waitFor({ state: 'detached' })
  })

  it('is not sent again from another tab nor after a reload, but another one is', async () => {
    await open()
    await send()
    await waits()
    const other = await page.context().newPage()
    await other.goto(stack.modelUrl('teach'))
    await teach(other, lesson, 'spam', { send: false })
    await other.getByRole('status').filter({ hasText: 'waits for a block' }).waitFor()
    expect(await other.getByRole('button', { name: /^Teach it/ }).count()).toBe(0)
    await other.getByRole('radio', { name: 'ham' }).check()
    expect(await other.getByRole('button', { name: /^Teach it/ }).isEnabled()).toBe(true)
    await other.close()

    await page.reload()
    await teach(page, lesson, 'spam', { send: false })
    await waits()
    expect(await button().count()).toBe(0)
    expect(Number((await tester().getTxpoolStatus()).pending)).toBe(1)
    await mine()
    await page.getByText('It is on the chain.').waitFor()
    await button().waitFor()
  })

  it('can be forgotten when the node has dropped it', async () => {
    await open()
    await send()
    const hash = await sentHash()
    await page.reload()
    await tester().dropTransaction({ hash })
    await notice('The node does not know it any more').waitFor()
    await page.getByRole('button', { name: /^Forget it/ }).click()
    await teach(page, lesson, 'spam', { send: false })
    await button().waitFor()
  })

  it('is not on the chain any more when a reorganisation has undone it', async () => {
    await open()
    await send()
    await waits()
    await mine()
    await page.getByText(/^Contribution \d+ is on the chain/).waitFor()
    await tester().request({ method: 'anvil_reorg', params: [1, []] } as never)
    await page.getByText(/^Contribution \d+ is not on the chain any more/).waitFor()
    await stateIs(/It was in a block that is not on the chain any more/)
    await screenshot(page, 'tray-undone')
  })

  it('is known when it was cancelled in the wallet', async () => {
    await openWith('confirms')
    await send()
    const hash = await sentHash()
    const { nonce } = await clientOf(stack.rpcUrl, 5).getTransaction({ hash })
    await clientOf(stack.rpcUrl, 5).sendTransaction({
      ...{ to: wallet, value: 0n, nonce, gas: 21_000n },
      ...{ maxFeePerGas: parseGwei('90'), maxPriorityFeePerGas: parseGwei('30') },
    })
    await mine()
    await stateIs('Cancelled')
    await button().waitFor()
  })

  it('is not sent when its owner refuses', async () => {
    await openWith('refuses')
    await send()
    await page.getByRole('alert').getByText('declined in the wallet').waitFor()
    await stateIs('Declined')
    expect(await button().isEnabled()).toBe(true)
  })

  it('does not hold the page up when the wallet is silent, and is found when it is sent all the same', async () => {
    await openWith('waits')
    await send()
    await notice('Your wallet is asked to sign it.').waitFor()
    await page.getByRole('button', { name: /^Stop waiting/ }).click()
    await page.getByRole('alert').getByText('Your wallet has not answered').waitFor()
    await notice('Look into your wallet').waitFor()
    expect(await button().count()).toBe(0)
    await screenshot(page, 'tray-look-into-your-wallet')
    await confirmInWallet(page)
    await waits()
    await mine()
    await stateIs('Final')
  })

  it('is found by its number when the page was closed between signing and the hash', async () => {
    await openWith('waits')
    await send()
    await notice('Your wallet is asked to sign it.').waitFor()
    const asked = page.waitForRequest(request => request.postData()?.includes('eth_sendTransaction') === true)
    await setMood(page, 'confirms')
    await confirmInWallet(page)
    await asked
    await page.reload()
    await teach(page, lesson, 'spam', { send: false })
    await notice(/look into your wallet|waits for a block/i).waitFor()
    expect(await button().count()).toBe(0)
    await mine()
    await button().waitFor()
    await stateIs('Final')
  })

  it('can be read on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await open()
    await send()
    await waits()
    await stateIs('Waits for a block')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    await screenshot(page, 'tray-phone')
    await mine()
  })
})
