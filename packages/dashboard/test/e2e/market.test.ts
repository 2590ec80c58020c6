import { readFile } from 'node:fs/promises'
import { devAccount, encodeTestSet, type ModelReference } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, deployFile } from '../support/chain.ts'
import { commitMarket, startMarket } from '../support/mechanisms.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { toyModel, toyTestSet } from '../support/toy.ts'
import { beAccount, openTab, screenshot, skipTime, teachSample, visit } from '../support/visitor.ts'

/** One person plays a sponsor (account 0), one who helps (account 1), and one who does harm (account 2). */
describe('a prediction market', () => {
  let stack: Stack
  let model: ModelReference
  let page: Page
  let problems: string[]
  let secret: { name: string; mimeType: string; buffer: Buffer }

  beforeAll(async () => {
    stack = await startStack()
    model = await deployFile(stack.rpcUrl, toyModel, {}, 'market')
    ;({ page, problems } = await visit(stack.browser, stack.modelUrl('market', model)))
  })
  afterAll(() => stack?.stop())
  stepByStep()

  const balanceOf = (index: number) =>
    clientOf(stack.rpcUrl, index).getBalance({ address: devAccount(index).address })
  const step = (title: string) => page.getByRole('region', { name: title })
  const contribution = (index: number) =>
    page.getByRole('listitem', { name: `Contribution ${index}`, exact: true })
  const now = () =>
    page.getByRole('region', { name: 'From the bounty to the payment' }).locator('[aria-current=step]')

  it('is made by its owner, who keeps the test set and puts up the bounty', async () => {
    const owner = step('The owner commits a bounty and a test set')
    await owner.getByText(/Only the owner, Account 0, can do this/).waitFor()
    await owner.getByRole('button', { name: 'Act as Account 0' }).click()
    const file = { name: 'test.txt', mimeType: 'text/plain', buffer: Buffer.from(toyTestSet) }
    await owner.locator('input[type=file]').setInputFiles(file)
    const downloading = page.waitForEvent('download')
    await owner.getByRole('button', { name: 'Save the secret file' }).click()
    const saved = await readFile(await (await downloading).path())
    secret = { name: 'secret.json', mimeType: 'application/json', buffer: saved }
    await screenshot(page, 'market-commit')
    await owner.getByRole('button', { name: 'Commit the bounty' }).click()
    await step('Draw the pieces to be shown').waitFor()
    expect(await now().textContent()).toMatch(/^Draw/)
  })

  it('is drawn, opened and joined', async () => {
    await page.getByRole('button', { name: 'Draw the pieces' }).click()
    await page.locator('input[type=file]').setInputFiles(secret)
    await screenshot(page, 'market-opening')
    await page.getByRole('button', { name: 'Show the drawn pieces' }).click()
    await step('Contribute')
      .getByText(/The market closes in/)
      .waitFor()
    for (const [account, features, label] of [
      [1, '1', 'apple'],
      [2, '0', 'pear'],
    ] as const) {
      await beAccount(page, account)
      await teachSample(page, features, label)
    }
    await screenshot(page, 'market-teach')
    await page.getByRole('link', { name: 'See the market' }).click()
    await contribution(1).getByText('Waiting').waitFor()
    expect(await contribution(1).textContent()).toMatch(/Stake 0\.1 ETH/)
  })

  it('is closed by time, and then takes no contributions', async () => {
    await skipTime(page, '1 hour')
    await step('The sponsor reveals the rest')
      .getByText(/until .* to reveal/)
      .waitFor()
    await screenshot(page, 'market-revealing')
    await openTab(page, 'Teach')
    await page.getByText('The market takes no more contributions').waitFor()
    await page.getByRole('link', { name: 'See the market' }).click()
  })

  it('is revealed from the secret file', async () => {
    await page.getByRole('button', { name: 'Act as Account 0' }).click()
    const reveal = page.getByRole('button', { name: 'Reveal the rest' })
    expect(await reveal.isDisabled()).toBe(true)
    await page.locator('input[type=file]').setInputFiles({ ...secret, buffer: Buffer.from('{}') })
    await reveal.click()
    await page.getByText('This is not the file of a test set').waitFor()
    await page.locator('input[type=file]').setInputFiles(secret)
    await reveal.click()
    await step('Settle the market').getByText('0 of 2 contributions scored').waitFor()
    await page
      .getByText(/^[3-6] of 9 wrong/)
      .first()
      .waitFor()
  })

  it('says why a step cannot be paid', async () => {
    await beAccount(page, 4)
    const { address } = devAccount(4)
    await clientOf(stack.rpcUrl, 4).request({
      method: 'anvil_setBalance',
      params: [address, '0x0'],
    } as never)
    await page.getByRole('button', { name: 'Do the next step' }).click()
    await page.getByRole('alert').filter({ hasText: 'does not have enough' }).waitFor()
    await step('Settle the market').getByText('0 of 2 contributions scored').waitFor()
  })

  it('is settled by anybody, step by step', async () => {
    await beAccount(page, 3)
    await page.getByText(/The next step goes on with 2 contributions, for about .* gas/).waitFor()
    await screenshot(page, 'market-settling')
    await page.getByRole('button', { name: 'Do all steps' }).click()
    await step('The market is settled').waitFor()
    await contribution(0).getByText('Better').waitFor()
    expect(await contribution(0).textContent()).toMatch(/it makes [3-6] errors fewer/)
    expect(await contribution(1).textContent()).toMatch(/Worse[\s\S]*the stake less/)
  })

  it('pays those who helped, out of the bounty', async () => {
    await beAccount(page, 1)
    await screenshot(page, 'market-settled')
    const before = await balanceOf(1)
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await contribution(0)
      .getByText(/^Paid:/)
      .waitFor()
    expect((await balanceOf(1)) - before).toBeGreaterThan(parseEther('1'))
  })

  it('tells the story, and how the accuracy went', async () => {
    await openTab(page, 'Activity')
    const story = page.getByRole('region', { name: 'What happened' })
    await story.getByText(/Account 0 put up a bounty of 1 ETH/).waitFor()
    await story.getByText(/Contribution 0 was tried and kept: it made the model better/).waitFor()
    await story.getByText(/Account 1 \(you\) was paid .* for contribution 0/).waitFor()
    await screenshot(page, 'market-activity')
  })

  it('needs no file where the test set came with the local chain', async () => {
    const { model: shipped, testSet } = await startMarket(stack.rpcUrl, 'Shipped')
    stack.serveSecret(shipped, encodeTestSet(testSet))
    await page.goto(stack.modelUrl('market', shipped))
    await page.reload()
    await page.getByRole('button', { name: 'Act as Account 0' }).click()
    await page.getByText('there is no file to choose').waitFor()
    await page.getByRole('button', { name: 'Reveal the rest' }).click()
    await step('Settle the market').waitFor()
    await page.getByRole('button', { name: 'Do the next step' }).click()
    await step('The market is settled').waitFor()
  })

  it('gives everything to the contributors when the sponsor does not reveal', async () => {
    const { model: forgotten } = await startMarket(stack.rpcUrl, 'Forgotten')
    await page.goto(stack.modelUrl('market', forgotten))
    await skipTime(page, '1 day')
    await step('The sponsor did not reveal in time').waitFor()
    await beAccount(page, 2)
    await contribution(1).getByText('Not tried').waitFor()
    expect(await page.getByTestId('claimable').textContent()).toBe('0.6 ETH')
    await page.getByRole('button', { name: 'Claim everything' }).click()
    await contribution(1)
      .getByText(/^Paid:/)
      .waitFor()
    await screenshot(page, 'market-defaulted')
  })

  it('can be given up by its sponsor when it has not opened for long', async () => {
    const { model: slow } = await commitMarket(stack.rpcUrl, 'Slow')
    await page.goto(stack.modelUrl('market', slow))
    await beAccount(page, 0)
    await step('Draw the pieces to be shown').waitFor()
    expect(await page.getByRole('button', { name: 'Cancel the market' }).count()).toBe(0)
    await skipTime(page, '1 day')
    await page.getByRole('button', { name: 'Cancel the market' }).click()
    const before = await balanceOf(0)
    await page.getByRole('button', { name: 'Pay the sponsor back' }).click()
    await page.getByText('1 ETH went back to the sponsor.').waitFor()
    expect((await balanceOf(0)) - before).toBeGreaterThan(parseEther('0.99'))
  })

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
