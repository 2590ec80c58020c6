import { readFileSync } from 'node:fs'
import { devAccount, formatModelId, getModel, listModels } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screens, seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { type BareStack, startBareStack } from '../support/bareStack.ts'
import { clientOf } from '../support/chain.ts'
import { beAccount, screenshot, visit } from '../support/visitor.ts'

const shipped = (name: string) =>
  readFileSync(new URL(`../../../../models/${name}/model.json`, import.meta.url))

type TestFile = { name: string; mimeType: string; buffer: Buffer }
const csv = (name: string, content: string | Buffer): TestFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
})

/** A model whose weights take three transactions. */
const largeModel = () =>
  Buffer.from(
    JSON.stringify({
      type: 'sparse perceptron',
      name: 'Large',
      classifications: ['a', 'b'],
      weights: Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 20_011) - 10_000),
      intercept: 3,
      learningRate: 1,
    }),
  )

/** Somebody publishes models from the page, on a chain that has none. */
describe('publishing', () => {
  let stack: BareStack
  beforeAll(async () => {
    stack = await startBareStack()
  })
  afterAll(() => stack?.stop())

  const open = async (options = {}) => {
    const visitor = await visit(stack.browser, `${stack.url}/#/publish`, options)
    await visitor.page.getByRole('heading', { name: 'Publish a model' }).waitFor()
    return visitor
  }
  const choose = (page: Page, file: TestFile) => page.locator('input[type=file]').setInputFiles(file)
  const next = (page: Page, step: string) => page.getByRole('button', { name: `Next: ${step}` }).click()
  const trainExample = async (page: Page) => {
    await page.getByRole('button', { name: 'Try it with an example' }).click()
    await page.getByRole('button', { name: 'Train a model' }).click()
    await page.getByText('The model is trained').waitFor()
  }
  const published = (page: Page) => page.getByTestId('published').waitFor()
  const sentBy = (account: number) =>
    clientOf(stack.rpcUrl, account).getTransactionCount({ address: devAccount(account).address })

  it('goes from an example table to the page of a model', async () => {
    const { page, context, problems } = await open()
    await trainExample(page)
    const accuracy = Number.parseFloat(await page.getByTestId('accuracy').innerText())
    expect(accuracy).toBeGreaterThan(80)
    await next(page, 'About')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Shop messages')
    await page.getByRole('textbox', { name: 'Class 2' }).fill('billing')
    await page.getByRole('combobox', { name: 'Licence of what people contribute' }).selectOption('CC0-1.0')
    expect(await page.getByTestId('preview-name').innerText()).toBe('Shop messages')
    await next(page, 'Mechanism')
    await page.getByRole('radio', { name: /Points/ }).click()
    await page.locator('[data-testid=outlook-words][data-done=true]').waitFor()
    expect(await page.getByTestId('outlook-words').innerText()).toMatch(
      /After 30 days the model is right in [\d.]+ %.*Each honest person has \d+ points/s,
    )
    await next(page, 'Publish')
    const count = Number(await page.getByTestId('transactions').innerText())
    expect(await page.getByTestId('cost').innerText()).toMatch(/^0\.\d+ ETH$/)
    const before = await sentBy(1)
    await page.getByRole('button', { name: 'Publish the model' }).click()
    await published(page)
    expect((await sentBy(1)) - before).toBe(count)
    const link = await page.getByRole('textbox', { name: 'Link to the model' }).inputValue()
    await page.getByRole('link', { name: 'To the model' }).click()
    await page.getByRole('heading', { name: 'Shop messages' }).waitFor()
    expect(page.url()).toBe(link)
    await page
      .getByRole('textbox', { name: 'Text' })
      .fill('my bank refused the payment, the invoice is wrong')
    await page.getByTestId('verdict').getByText('billing').waitFor()
    const models = await listModels(clientOf(stack.rpcUrl, 1))
    const model = models.find(({ metadata }) => metadata.name === 'Shop messages')
    expect(model).toMatchObject({ mechanism: 'points', ready: true, owner: devAccount(1).address })
    expect(model!.metadata).toMatchObject({ license: 'CC0-1.0', classes: ['delivery', 'billing', 'praise'] })
    expect(problems).toEqual([])
    await context.close()
  })

  it('publishes a model file under bonds, with options of one’s own', async () => {
    const { page, context } = await open()
    await beAccount(page, 2)
    await choose(page, { name: 'model.json', mimeType: 'application/json', buffer: shipped('penguins') })
    await page.getByText('The model can be published').waitFor()
    await next(page, 'About')
    await next(page, 'Mechanism')
    await page.getByRole('radio', { name: /Deposits with bonds/ }).click()
    const field = (name: string) => page.getByRole('textbox', { name, exact: true })
    await field('Challenge time').fill('200')
    await page.getByText(/Give .* to 194 days\./).waitFor()
    expect(await page.getByRole('button', { name: 'Next: Publish' }).isDisabled()).toBe(true)
    await field('Challenge time').fill('2.5')
    await field('Deposit').fill('0.003')
    await field('Arbiter').fill(devAccount(9).address)
    await field('Time to rule').fill('3')
    await next(page, 'Publish')
    await page.getByRole('button', { name: 'Publish the model' }).click()
    await published(page)
    const client = clientOf(stack.rpcUrl, 2)
    const found = (await listModels(client)).find(({ owner }) => owner === devAccount(2).address)
    const model = await getModel(client, { model: found! })
    expect(model.incentiveOptions).toMatchObject({
      challengeTime: 216_000,
      deposit: 3n * 10n ** 15n,
      arbiter: devAccount(9).address,
      court: false,
      rulingTime: 259_200,
    })
    await context.close()
  })

  it('goes on after a refusal and a reload, and pays for nothing twice', async () => {
    const { page, context } = await open()
    await beAccount(page, 3)
    let [asked, refuseFrom] = [0, 3]
    await page.route(stack.rpcUrl, async route => {
      const { method, id } = route.request().postDataJSON()
      if (method === 'eth_sendTransaction' && ++asked >= refuseFrom) {
        const error = { code: 4001, message: 'User rejected the request.' }
        return route.fulfill({ json: { jsonrpc: '2.0', id, error } })
      }
      return route.continue()
    })
    await choose(page, { name: 'large.json', mimeType: 'application/json', buffer: largeModel() })
    await next(page, 'About')
    await next(page, 'Mechanism')
    await next(page, 'Publish')
    await page.getByTestId('transactions').waitFor()
    const count = Number(await page.getByTestId('transactions').innerText())
    expect(count).toBeGreaterThan(3)
    const before = await sentBy(3)
    await page.getByRole('button', { name: 'Publish the model' }).click()
    await page
      .getByText(/rejected|refused|declined/i)
      .first()
      .waitFor()
    await page.getByText(`2 of ${count} transactions are on the chain`).waitFor()
    await screenshot(page, 'publish-refused')
    await page.reload()
    await page.getByRole('heading', { name: 'Continue publishing Large' }).waitFor()
    await page.getByText(`2 of ${count} transactions are on the chain`).waitFor()
    await screenshot(page, 'publish-continue')
    // it stops once more, when the model stands there in part
    refuseFrom = asked + count - 2
    await page.getByRole('button', { name: 'Go on publishing' }).click()
    await page
      .getByText(/rejected|refused|declined/i)
      .first()
      .waitFor()
    const model = (await listModels(clientOf(stack.rpcUrl, 3))).find(
      ({ owner }) => owner === devAccount(3).address,
    )!
    expect(model.ready).toBe(false)
    await page.goto(`${stack.url}/#/models/${formatModelId(model)}/predict`)
    await page.getByRole('heading', { name: 'Continue publishing Large' }).waitFor()
    await page.getByText(`${count - 1} of ${count} transactions are on the chain`).waitFor()
    await screenshot(page, 'publish-unfinished')
    refuseFrom = Number.POSITIVE_INFINITY
    await page.getByRole('button', { name: /Go on publishing/ }).click()
    await page.getByText('Large is on the chain.').waitFor()
    expect((await sentBy(3)) - before).toBe(count)
    expect(
      (await listModels(clientOf(stack.rpcUrl, 3))).filter(({ owner }) => owner === devAccount(3).address),
    ).toHaveLength(1)
    await page.goto(`${stack.url}/#/publish`)
    await page.getByRole('heading', { name: 'What shall it be?' }).waitFor()
    expect(await page.getByRole('heading', { name: /Continue/ }).count()).toBe(0)
    await context.close()
  })

  it('says what is wrong with files, in words of the page', async () => {
    const files: [TestFile, RegExp][] = [
      [csv('empty.csv', ''), /The file is empty/],
      [
        { name: 'model.onnx', mimeType: '', buffer: Buffer.from('PK\x03\x04 archive/data.pkl') },
        /is a file of PyTorch/,
      ],
      [csv('table.csv', 'PK\x03\x04\0\0 xl/workbook.xml'), /is a zip archive/],
      [{ name: 'cut.json', mimeType: '', buffer: shipped('penguins').subarray(0, 300) }, /JSON/],
      [
        { name: 'cut.csv.gz', mimeType: '', buffer: Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]) },
        /cut off or damaged/,
      ],
      [{ name: 'notes.json', mimeType: '', buffer: Buffer.from('{"a":1}') }, /type|classifi/],
      [
        csv('latin.csv', Buffer.from('text,label\ncafé au lait,a\nthé vert,b\n', 'latin1')),
        /Line 2 of latin\.csv is not UTF-8/,
      ],
    ]
    const { page, context } = await open()
    for (const [file, message] of files) {
      await choose(page, file)
      await page.getByRole('alert').getByText(message).first().waitFor()
      expect(await page.getByRole('alert').innerText(), file.name).not.toMatch(/--[a-z]|cotrain [a-z]/)
    }
    await context.close()
  })

  it('reads tables as people write them, and names the line that is wrong', async () => {
    const { page, context } = await open()
    const rows = [
      'size;colour;kind',
      ...Array.from({ length: 40 }, (_, i) => `${i % 2 ? 9 : 2},5;"a ""b"";c";${i % 2 ? 'große' : 'kleine'}`),
    ]
    await choose(page, csv('German.csv', `\uFEFF${rows.join('\r\n')}\r\n`))
    await page.getByText('40 samples').waitFor()
    await page.getByRole('combobox', { name: 'Column kind is' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Column kind is' }).inputValue()).toBe('label')
    await choose(
      page,
      csv('latin.csv', Buffer.from(`text,label\n${'café noir,a\nthé vert,b\n'.repeat(10)}`, 'latin1')),
    )
    await page.getByRole('combobox', { name: 'Letters are written as' }).selectOption('latin1')
    await page.getByText('café noir').first().waitFor()
    const numbers = Array.from({ length: 30 }, (_, i) => `${i},${i % 3},${i % 2 ? 'odd' : 'even'}`)
    await choose(page, csv('numbers.csv', `a,b,class\n${numbers.join('\n')}\n5,x,odd\n`))
    await page.getByRole('combobox', { name: 'Column b is' }).waitFor()
    await choose(page, csv('one.csv', `a,class\n${'1,same\n2,same\n'.repeat(9)}`))
    await page.getByRole('combobox', { name: 'Column class is' }).selectOption('label')
    await page.getByRole('combobox', { name: 'Column a is' }).selectOption('number')
    await page.getByRole('button', { name: 'Train a model' }).click()
    await page.getByRole('alert').getByText('The samples are of one class only, "same".').waitFor()
    await context.close()
  })

  it('stays quick with 200,000 rows, and can be told to stop', async () => {
    const { page, context } = await open()
    const row = (i: number) => `${(i * 7919) % 1000},${(i * 104_729) % 997},${i % 3 ? 'a' : 'b'}`
    const content = `x,y,class\n${Array.from({ length: 200_000 }, (_, i) => row(i)).join('\n')}\n`
    await choose(page, csv('many.csv', content))
    await page.getByText('200,000 samples').waitFor()
    await page.getByRole('button', { name: 'Train a model' }).click()
    await page.getByText(/^Training: \d+ %/).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Train a model' }).waitFor()
    expect(await page.getByTestId('model-summary').count()).toBe(0)
    await context.close()
  })

  it.each(screens.filter(({ name }) => name === 'light-desktop' || name === 'dark-phone'))(
    'has no serious problems, and fits, on a $name screen',
    async ({ name, width, height, colorScheme }) => {
      const { page, context } = await open({ colorScheme, viewport: { width, height } })
      const found: unknown[] = []
      const check = async (place: string) => {
        await screenshot(page, `publish-${name}-${place}`)
        found.push(await seriousProblems(page), await sidewaysScroll(page))
      }
      await check('1-start')
      await trainExample(page)
      await check('2-trained')
      await next(page, 'About')
      await page.getByRole('button', { name: 'Add a link' }).click()
      await page.getByRole('textbox', { name: 'Name of link 1' }).fill('Shop')
      await page.getByRole('textbox', { name: 'Address of link 1' }).fill('javascript:alert(1)')
      await check('3-about')
      expect(await page.getByRole('button', { name: 'Next: Mechanism' }).isDisabled()).toBe(true)
      await page.getByRole('textbox', { name: 'Address of link 1' }).fill('https://example.org')
      await next(page, 'Mechanism')
      await page.locator('[data-testid=outlook-words][data-done=true]').waitFor()
      await check('4-mechanism')
      await next(page, 'Publish')
      await page.getByTestId('transactions').waitFor()
      await check('5-cost')
      expect(found).toEqual([[], 0, [], 0, [], 0, [], 0, [], 0])
      await context.close()
    },
  )
})
