import {
  abiOf,
  createModelSync,
  deployTrainer,
  type ModelReference,
  packWeights,
  uploadParametersSync,
} from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import type { Browser, Page } from 'playwright-core'
import { getContractEvents, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sidewaysScroll } from '../support/accessibility.ts'
import { launchBrowser } from '../support/browser.ts'
import { clientOf, incentiveOptions } from '../support/chain.ts'
import { startSite } from '../support/site.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { openTab, screenshot, visit } from '../support/visitor.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const

/** Models that strangers put on a chain: half uploaded, of unknown encoders, without texts. */
describe("a chain with strangers' models", () => {
  let anvil: Anvil
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  let page: Page
  let model: ModelReference
  const words = packWeights(
    Int32Array.from({ length: 41 }, (_, i) => (i === 4 ? 5 : -1)),
    8,
  )
  const client = () => clientOf(anvil.rpcUrl, 0)
  const create = (name: string, encoder: string, count: number) =>
    createModelSync(client(), {
      ...kind,
      classifierOptions: { featureCount: 40, weightBits: 8, learningRate: 1 },
      incentiveOptions,
      metadata: { name, classes: ['no', 'yes'], encoder },
      words: words.slice(0, count),
    })

  /** A model with this document for its metadata, which the SDK would not write. */
  const createFrom = async (document: string) => {
    const chain = client()
    const { trainer } = (await create('To be copied', 'indices-v1:40', 2)).model
    const [last] = await getContractEvents(chain, {
      address: trainer,
      abi: abiOf(kind),
      eventName: 'ModelCreated',
      fromBlock: 0n,
    }).then(events => events.slice(-1))
    const { classifier, classifierOptions, incentiveOptions: incentive } = last!.args
    const hash = await writeContract(chain, {
      address: trainer,
      abi: abiOf(kind),
      functionName: 'createModel',
      args: [classifier!, classifierOptions!, incentive!, 0, document, words],
    })
    await waitForTransactionReceipt(chain, { hash })
  }

  beforeAll(async () => {
    anvil = await startAnvil()
    const local = { rpcUrl: anvil.rpcUrl, chainId: 31337, devAccounts: true, models: [] }
    site = await startSite({ '/local.json': { type: 'application/json', body: JSON.stringify(local) } })
    browser = await launchBrowser()
    ;({ page } = await visit(browser, site.url))
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
    await anvil?.stop()
  })
  stepByStep()

  it('says how the first model comes onto a chain without any', async () => {
    await page.getByRole('heading', { name: 'No models on Local chain yet' }).waitFor()
  })

  it('shows a half-uploaded model, and that it cannot be used', async () => {
    await deployTrainer(client(), kind)
    ;({ model } = await create('Half a model', 'indices-v1:40', 1))
    await page.getByText('Upload unfinished').waitFor()
    await page.getByRole('link', { name: 'Half a model' }).click()
    await page.getByText('50 % of its weights are uploaded').waitFor()
  })

  it('opens it as soon as the rest is there, and takes feature numbers', async () => {
    await uploadParametersSync(client(), { model, offset: 1, words: words.slice(1) })
    const sample = page.getByRole('textbox', { name: 'Sample' })
    await sample.fill('3 17')
    expect(await page.getByTestId('verdict').textContent()).toBe('yes')
    expect(await page.getByTestId('score').textContent()).toBe('+3')
    const weighed = page.getByRole('list', { name: 'The features that weigh most' }).getByRole('listitem')
    expect(await weighed.allTextContents()).toEqual([
      expect.stringMatching(/^(feature )?3\s*: weighs 5 for yes$/),
      expect.stringMatching(/^(feature )?17\s*: weighs 1 for no$/),
    ])
  })

  it('says what is wrong with feature numbers', async () => {
    const sample = page.getByRole('textbox', { name: 'Sample' })
    for (const text of ['three', '40', '1.5']) {
      await sample.fill(text)
      await page.locator('.mantine-Textarea-error').waitFor()
      expect(await page.getByTestId('verdict').count()).toBe(0)
    }
  })

  it('says when it cannot make samples for a model, and shows its activity all the same', async () => {
    await create('Sentences', 'sentences-v9', 2)
    await page.goto(`${site.url}/#/models/${kind.mechanism}:1/predict`)
    await page
      .getByRole('alert')
      .getByText(/cannot make samples/)
      .waitFor()
    await openTab(page, 'Activity')
    await page.getByText('Account 0 created the model.').waitFor()
  })

  it('holds names without blanks, and says where links lead whatever they are called', async () => {
    const long = 'W'.repeat(100)
    const classes = ['n'.repeat(50), 'y'.repeat(50)]
    const links = {
      'https://good.example/': 'https://evil.example/',
      ...Object.fromEntries(
        Array.from({ length: 15 }, (_, i) => [`${'L'.repeat(60)}${i}`, `https://l${i}.example/`]),
      ),
    }
    const metadata = JSON.stringify({
      name: long,
      description: 'd'.repeat(2_000),
      classes,
      encoder: 'indices-v1:40',
      links,
    })
    await createFrom(metadata)
    const { page: phone, context } = await visit(browser, `${site.url}/#/`, {
      viewport: { width: 360, height: 740 },
    })
    await phone.getByRole('link', { name: long }).waitFor()
    expect(await sidewaysScroll(phone)).toBeLessThanOrEqual(0)
    await phone.getByRole('link', { name: long }).click()
    for (const tab of ['Predict', 'Teach', 'Claims', 'Activity'] as const) {
      await openTab(phone, tab)
      await phone.getByRole('heading', { level: 1, name: long }).waitFor()
      expect({ tab, sideways: await sidewaysScroll(phone) }).toEqual({ tab, sideways: 0 })
      await screenshot(phone, `long-names-${tab}`)
    }
    await phone.getByRole('link', { name: 'https://good.example/ (evil.example)' }).waitFor()
    expect(await phone.getByRole('link', { name: /\(l\d+\.example\)/ }).count()).toBe(15)
    await context.close()
  })
})
