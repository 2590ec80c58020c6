import { devAccount } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleMails } from '../../src/features/model/examples.ts'
import { clientOf } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { screenshot, teach, visit } from '../support/visitor.ts'
import { chooseInWallet, installWallet, type Mood } from '../support/wallet.ts'

/** A page that somebody hosts: it knows no chain, and there is nothing but the visitor's wallet. */
describe('a hosted page', () => {
  let stack: Stack
  let page: Page

  const open = async (mood: Mood = 'confirms') => {
    const visitor = await visit(stack.browser, 'about:blank')
    const { address } = devAccount(5)
    await installWallet(visitor.page, { rpcUrl: stack.rpcUrl, address, chainId: 1, mood })
    await visitor.page.goto(stack.url)
    return visitor.page
  }
  const connect = async () => {
    await page.getByRole('button', { name: 'Choose an account' }).click()
    await page.getByRole('menuitemradio', { name: 'Test Wallet' }).click()
  }
  const account = () => page.getByRole('banner').getByRole('button', { name: /0x/ })
  const chooseNode = async (url: string) => {
    await page.getByRole('textbox', { name: 'Address of the node (RPC URL)' }).fill(url)
    await page.getByRole('button', { name: 'Use this node' }).click()
  }

  beforeAll(async () => {
    stack = await startStack({ local: false })
    page = await open()
  })
  afterAll(() => stack?.stop())
  stepByStep()

  it('has the simulator, which needs no chain', async () => {
    await page.getByRole('link', { name: 'simulator' }).click()
    await page.getByRole('heading', { name: 'Simulator' }).waitFor()
    await page.getByText('All 6 seeds have run').first().waitFor()
    await screenshot(page, 'hosted-simulator')
    await page.getByRole('tab', { name: 'Open a report' }).click()
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    await page.getByRole('link', { name: 'Cotrain: choose a chain' }).click()
  })

  it('asks for a node, and says what is wrong with one that does not answer', async () => {
    await page.getByRole('heading', { name: 'Cotrain' }).waitFor()
    await screenshot(page, 'hosted-welcome')
    await chooseNode('my node')
    await page.getByText('This is no web address').waitFor()
    await chooseNode('http://127.0.0.1:1')
    await page.getByRole('alert').getByText('does not answer').waitFor()
  })

  it('reads the models from the node, and keeps it for the next visit', async () => {
    await chooseNode(stack.rpcUrl)
    await page.getByRole('link', { name: 'Spam filter' }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Spam filter' }).waitFor()
    expect(await page.getByRole('button', { name: 'Skip time' }).count()).toBe(0)
  })

  it('finds the wallet, and asks it to switch when it is on another chain', async () => {
    await connect()
    const banner = page.getByRole('alert').filter({ hasText: 'Test Wallet is on another chain' })
    await banner.waitFor()
    await screenshot(page, 'hosted-wrong-chain')
    await page.goto(stack.modelUrl('teach'))
    await teach(page, exampleMails.spam, 'spam', { send: false })
    await page.getByText('Switch your wallet to Local chain first.').waitFor()
    expect(await page.getByRole('button', { name: /^Teach it/ }).isDisabled()).toBe(true)

    await page.getByRole('button', { name: 'Switch to Local chain' }).click()
    await banner.waitFor({ state: 'detached' })
  })

  it('teaches with the wallet', async () => {
    const balance = () => clientOf(stack.rpcUrl, 5).getBalance({ address: devAccount(5).address })
    const before = await balance()
    await teach(page, exampleMails.spam, 'spam')
    expect(await balance()).toBeLessThan(before)
  })

  it('is connected again after a reload, and lets its owner copy the address or go', async () => {
    await page.reload()
    await account().click()
    await page.getByRole('menuitem', { name: 'My profile' }).waitFor()
    await page.getByRole('menuitem', { name: 'Copy its address' }).waitFor()
    await page.getByRole('menuitem', { name: 'What is a wallet?' }).waitFor()
    await screenshot(page, 'hosted-account-menu')
    await page.getByRole('menuitem', { name: 'Disconnect the wallet' }).click()
    await page.getByRole('button', { name: 'Choose an account' }).waitFor()
    await connect()
    await account().waitFor()
  })

  it('follows the wallet to another account', async () => {
    const { address } = devAccount(6)
    await chooseInWallet(page, address)
    await page.locator(`button[title="${address}"]`).waitFor()
  })

  it('shows the names and pictures of several wallets, but fetches none', async () => {
    await page.context().close()
    const visitor = await visit(stack.browser, 'about:blank')
    page = visitor.page
    const { address } = devAccount(5)
    const common = { rpcUrl: stack.rpcUrl, address, chainId: 31337 }
    await installWallet(page, common)
    const icon = 'https://tracker.example/icon.png'
    await installWallet(page, { ...common, name: 'Odd\u202E\u0007 wallet', icon })
    const fetched: string[] = []
    page.on('request', request => fetched.push(request.url()))
    await page.goto(stack.url)
    await chooseNode(stack.rpcUrl)
    await page.getByRole('button', { name: 'Choose an account' }).click()
    await page.getByRole('menuitemradio', { name: 'Odd wallet' }).waitFor()
    expect(await page.getByRole('menuitemradio', { name: 'Test Wallet' }).locator('img').count()).toBe(1)
    expect(fetched.filter(url => url.includes('tracker'))).toEqual([])
    await screenshot(page, 'hosted-wallets')
  })

  it('says that nothing was sent when the owner of the wallet refuses', async () => {
    await page.context().close()
    page = await open('refuses')
    await chooseNode(stack.rpcUrl)
    await connect()
    await page.getByRole('button', { name: 'Switch to Local chain' }).click()
    await page.goto(stack.modelUrl('teach'))
    await teach(page, exampleMails.spam, 'spam', { send: false })
    await page.getByRole('button', { name: /^Teach it/ }).click()
    await page
      .getByRole('alert')
      .getByText(/rejected|refused|declined/i)
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: /^Teach it/ }).isEnabled()).toBe(true)
  })
})
