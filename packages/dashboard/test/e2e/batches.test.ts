import { contributeBatchSync, devAccount, type ModelReference } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { createTestClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, deployFile } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { toyModel } from '../support/toy.ts'
import { screenshot, visit } from '../support/visitor.ts'
import {
  confirmInWallet,
  installWallet,
  makeBatching,
  timesAsked,
  type WalletOptions,
} from '../support/wallet.ts'

/** Claims of many contributions, which do not fit into one transaction. */
describe('many claims', () => {
  let stack: Stack
  let model: ModelReference
  let page: Page

  /** Contributions that the model agrees with. */
  async function contribute(account: number, count: number) {
    for (let done = 0; done < count; done += 100) {
      const contributions = Array.from({ length: Math.min(100, count - done) }, () => ({
        label: 0,
        sample: Uint16Array.of(1),
      }))
      await contributeBatchSync(clientOf(stack.rpcUrl, account), { model, contributions })
    }
  }

  beforeAll(async () => {
    stack = await startStack()
    model = await deployFile(stack.rpcUrl, { ...toyModel, name: 'Many claims' })
    await contribute(5, 273)
    await contribute(6, 61)
    await contribute(7, 31)
    const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(stack.rpcUrl) })
    await tester.increaseTime({ seconds: 86_400 })
    await tester.mine({ blocks: 1 })
  })
  afterAll(() => stack?.stop())
  afterEach(() => page.context().close())

  /** Opens the claims of an account with a wallet. */
  async function openClaims(account: number, options: Partial<WalletOptions> = {}) {
    ;({ page } = await visit(stack.browser, 'about:blank'))
    const { address } = devAccount(account)
    await installWallet(page, { rpcUrl: stack.rpcUrl, address, chainId: 31337, ...options })
    await page.goto(stack.modelUrl('claims', model))
    await page
      .getByRole('banner')
      .getByRole('button', { name: /Account 1/ })
      .click()
    await page.getByRole('menuitemradio', { name: 'Test Wallet' }).click()
  }
  const claimAll = () => page.getByRole('button', { name: 'Claim everything' })
  const nothingLeft = () => page.getByText('Nothing at the moment.').first().waitFor()

  it('say how many transactions they are; a refusal midway leaves what is paid, and says what is left', async () => {
    await openClaims(5, { refusesFrom: 2 })
    await page.getByText('From 273 contributions, in 10 transactions: your wallet asks 10 times').waitFor()
    await page.getByTestId('chain-fee').first().waitFor()
    await claimAll().click()
    await page.getByText('2 of 10 transactions are on the chain').waitFor()
    await page.getByText('60 contributions done, 213 left').waitFor()
    await page.getByRole('alert').getByText('declined in the wallet').waitFor()
    await page.getByText('From 213 contributions, in 8 transactions').waitFor()
    await screenshot(page, 'batches-refused-midway')
    expect(await timesAsked(page)).toBe(3)
  })

  it('are one question to a wallet that sends several calls at once', async () => {
    await makeBatching(stack.rpcUrl, devAccount(6).address)
    await openClaims(6, { atomic: true })
    await page.getByText('in 3 transactions, of which your wallet sends several at once').waitFor()
    await claimAll().click()
    await nothingLeft()
    expect(await timesAsked(page)).toBe(1)
    await page.getByRole('button', { name: /^Transactions/ }).click()
    await page.getByRole('dialog').getByText('Final').waitFor()
  })

  it('stop after the transaction that is under way, and go on later', async () => {
    await openClaims(7, { mood: 'waits' })
    await claimAll().click()
    await page.getByText('0 of 2 sent, 0 in a block').waitFor()
    await page.getByRole('button', { name: 'Stop after this one' }).click()
    await screenshot(page, 'batches-under-way')
    await confirmInWallet(page)
    await page.getByText('1 of 2 transactions are on the chain').waitFor()
    await page.getByText('From 1 contribution, in one transaction').waitFor()
    expect(await timesAsked(page)).toBe(1)
  })
})
