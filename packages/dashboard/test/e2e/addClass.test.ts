import { formatModelId, type ModelReference } from '@cotrain/sdk'
import type { ModelFile, QuantiseModelOptions } from '@cotrain/sdk/models'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deployFile } from '../support/chain.ts'
import { ownPages } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { beAccount, openTab, screenshot } from '../support/visitor.ts'

const inputs = [
  { name: 'Width', unit: 'cm', min: 0, max: 10 },
  { name: 'Weight', min: 0, max: 4 },
]

const centroids = (name: string, classes: Record<string, number[]>): ModelFile => ({
  type: 'dense nearest centroid classifier',
  name,
  classifications: Object.keys(classes),
  centroids: Object.values(classes).map(centroid => ({ centroid, dataCount: 10 })),
  inputs,
})

describe('classes that people add', () => {
  let stack: Stack
  let page: Page

  beforeAll(async () => {
    stack = await startStack()
  })
  afterAll(() => stack?.stop())
  const openPage = ownPages(() => stack)
  beforeEach(async () => {
    page = await openPage(stack.url)
  })

  const deploy = (file: ModelFile, options: QuantiseModelOptions) => deployFile(stack.rpcUrl, file, options)
  const open = (model: ModelReference, tab: string) =>
    page.goto(`${stack.url}/#/models/${formatModelId(model)}/${tab}`)
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  async function addClass(name: string) {
    await button('Add a class').click()
    await page.getByRole('textbox', { name: 'Name of the class' }).fill(name)
    await button('Add it').click()
    await page.getByRole('radio', { name }).waitFor()
  }

  async function fill(width: string, weight: string) {
    await page.getByRole('textbox', { name: 'Width' }).fill(width)
    await page.getByRole('textbox', { name: 'Weight' }).fill(weight)
  }

  async function teach(width: string, weight: string, label: string) {
    await fill(width, weight)
    await page.getByRole('radio', { name: label }).check()
    await button(/^Teach it/).click()
    await page.getByText(/^Contribution \d+ is on the chain/).waitFor()
  }

  it('anybody fills a model that began without any, where its owner allows it', async () => {
    const model = await deploy(centroids('From nothing', {}), { maxClasses: 3, openClasses: true })
    await page.goto(`${stack.url}/#/`)
    await page.getByText('Has no classes yet').waitFor()
    await open(model, 'predict')
    await page.getByText('The model has no classes. Once there are two').waitFor()
    await beAccount(page, 3)
    await openTab(page, 'Teach')
    await page.getByText('The model has no classes yet: one must be added first.').waitFor()
    await screenshot(page, 'add-class-none')
    await addClass('small')
    await teach('1', '1', 'small')
    await openTab(page, 'Predict')
    await page.getByText('The model has one class, small, and gives it to everything.').waitFor()

    await openTab(page, 'Teach')
    await button('Add a class').click()
    await page.getByText('2 more fit; anybody may add them.').waitFor()
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('Small')
    await page.getByText('There is a class of this name.').waitFor()
    expect(await button('Add it').isDisabled()).toBe(true)
    await screenshot(page, 'add-class-form')
    await button('Cancel').click()
    await addClass('large')
    await teach('9', '3', 'large')
    await openTab(page, 'Predict')
    for (const [width, weight, label] of [
      ['8', '3', 'large'],
      ['2', '1', 'small'],
    ] as const) {
      await fill(width, weight)
      await page.getByTestId('verdict').filter({ hasText: label }).waitFor()
    }

    await openTab(page, 'Teach')
    await addClass('huge')
    expect(await button('Add a class').count()).toBe(0)
    await openTab(page, 'Activity')
    await page.getByText('Account 3 (you) added the class huge.').waitFor()
  })

  it('the owner alone adds them to a model that is not open', async () => {
    const model = await deploy(centroids('Mine', { left: [2, 1], right: [8, 3] }), { maxClasses: 3 })
    await open(model, 'teach')
    await beAccount(page, 4)
    await page.getByRole('radio', { name: 'left' }).waitFor()
    expect(await button('Add a class').count()).toBe(0)
    await beAccount(page, 0)
    await addClass('middle')
    await button('Add a class').waitFor({ state: 'detached' })
  })

  it('models that keep their classes offer none', async () => {
    await page.goto(stack.modelUrl('teach'))
    await page.getByRole('radio', { name: 'ham' }).waitFor()
    expect(await button('Add a class').count()).toBe(0)
  })
})
