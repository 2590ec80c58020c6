import { addClassSync, getEncoder, type ModelReference, predict } from '@cotrain/sdk'
import type { ModelFile } from '@cotrain/sdk/models'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, deployFile } from '../support/chain.ts'
import { ownPages } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { openTab, screenshot } from '../support/visitor.ts'

const twelve = Array.from({ length: 12 }, (_, c) => `kind ${c}`)
const inputs = [
  { name: 'Width', unit: 'cm', min: 0, max: 10 },
  { name: 'Weight', min: 0, max: 4 },
]

const files: Record<string, ModelFile> = {
  'logistic regression': {
    type: 'sparse logistic regression',
    classifications: ['no', 'yes'],
    weights: Float64Array.of(0.5, -1.5, 2, 0.25),
    intercept: -0.2,
    learningRate: 0.1,
  },
  'many classes': {
    type: 'sparse multiclass perceptron',
    classifications: twelve,
    weights: twelve.map((_, c) => Float64Array.from(twelve, (_, i) => (c === i ? 2 : -1 / (1 + i)))),
    intercepts: new Float64Array(12),
    learningRate: 0.5,
  },
  vectors: {
    type: 'dense perceptron',
    classifications: ['calm', 'angry'],
    weights: Float64Array.of(1, -2, 0.5),
    intercept: 0.1,
    learningRate: 0.1,
  },
  centroids: {
    type: 'dense nearest centroid classifier',
    classifications: ['small', 'middle', 'large'],
    centroids: [
      { centroid: [2, 1], dataCount: 10 },
      { centroid: [5, 2], dataCount: 10 },
      { centroid: [9, 3], dataCount: 10 },
    ],
    inputs,
  },
  'sparse centroids': {
    type: 'sparse nearest centroid classifier',
    classifications: ['left', 'right'],
    centroids: [
      { centroid: new Map([[0, 1]]), dataCount: 4 },
      { centroid: new Map([[2, 1]]), dataCount: 4 },
    ],
  },
}

describe('each classifier', () => {
  let stack: Stack
  let page: Page
  const models: Record<string, ModelReference> = {}

  beforeAll(async () => {
    stack = await startStack()
    for (const [name, file] of Object.entries(files)) {
      models[name] = await deployFile(stack.rpcUrl, { name, ...file }, openTo(file))
    }
  })
  afterAll(() => stack?.stop())
  const openPage = ownPages(() => stack)

  /** Only models whose classifiers can take more classes know the option. */
  const openTo = ({ type }: ModelFile) => (type.includes('centroid') ? { maxClasses: 4 } : {})
  const open = async (name: string, tab = 'predict') => {
    page = await openPage(stack.modelUrl(tab, models[name]!))
  }
  const classRows = () => page.getByRole('list', { name: /^The classes by/ }).getByRole('listitem')

  /** The page must say what the contract says. */
  async function expectVerdict(name: string, input: string) {
    const client = clientOf(stack.rpcUrl, 1)
    const model = models[name]!
    const encoder = await getEncoder(client, { model })
    const label = await predict(client, { model, sample: encoder.encode(input) })
    expect(await page.getByTestId('verdict').innerText()).toBe(files[name]!.classifications[label])
  }

  it('gives the probability of a logistic regression', async () => {
    await open('logistic regression')
    await page.getByRole('textbox', { name: 'Sample' }).fill('0 2')
    await expectVerdict('logistic regression', '0 2')
    // 1 / (1 + e^-2.3) is 90.9 %; the weights are rounded to eight bits.
    expect(await page.getByTestId('probability').innerText()).toMatch(/^9[01]\.\d %$/)
    expect(await classRows().allInnerTexts()).toEqual([
      expect.stringMatching(/^yes\s+9[01]\.\d %$/),
      expect.stringMatching(/^no\s+[89]\.\d %$/),
    ])
    await screenshot(page, 'classifiers-logistic')
    await openTab(page, 'Teach')
    await page.getByRole('radio', { name: 'yes' }).check()
    await page.getByText('the model learns from this sample too').waitFor()
  })

  it('shows the best of many classes first, and lets people search them', async () => {
    await open('many classes')
    await page.getByRole('textbox', { name: 'Sample' }).fill('3 7')
    await expectVerdict('many classes', '3 7')
    expect(await classRows().count()).toBe(8)
    await page.getByRole('button', { name: 'Show 4 more' }).click()
    expect(await classRows().count()).toBe(12)
    await openTab(page, 'Teach')
    await page.getByRole('combobox', { name: 'What is it?' }).fill('11')
    await page.getByRole('option', { name: 'kind 11' }).click()
    await page.getByText('The model disagrees with you so far').waitFor()
    await screenshot(page, 'classifiers-many')
  })

  it('takes a vector as a list of numbers', async () => {
    await open('vectors')
    await page.getByRole('textbox', { name: 'Sample' }).fill('0.5, 0.1, -0.2')
    await expectVerdict('vectors', '0.5, 0.1, -0.2')
    await page.getByText('3 numbers', { exact: true }).waitFor()
    await page.getByRole('textbox', { name: 'Sample' }).fill('0.5, 0.1')
    await page.getByText('The model takes 3 numbers; these are 2.').waitFor()
  })

  it('shows the distances to centroids, the nearest first', async () => {
    await open('centroids')
    await page.getByRole('textbox', { name: 'Width' }).fill('8.5')
    await page.getByRole('textbox', { name: 'Weight' }).fill('3')
    await expectVerdict('centroids', '8.5, 3')
    const rows = await classRows().allInnerTexts()
    expect(rows.map(row => row.split(/\s/)[0])).toEqual(['large', 'middle', 'small'])
    await screenshot(page, 'classifiers-centroids')
  })

  it('knows classes that were added later', async () => {
    await open('sparse centroids')
    await page.getByRole('textbox', { name: 'Sample' }).fill('1')
    await page.getByTestId('verdict').waitFor()
    await addClassSync(clientOf(stack.rpcUrl, 0), {
      model: models['sparse centroids'] as never,
      name: 'middle',
    })
    await classRows()
      .filter({ hasText: /^middle\s*not taught yet$/ })
      .waitFor()
    await openTab(page, 'Activity')
    await page.getByText('Account 0 added the class middle.').waitFor()
    await openTab(page, 'Teach')
    await page.getByRole('radio', { name: 'middle' }).check()
    await page.getByRole('button', { name: /^Teach it/ }).click()
    await page.getByText(/The model now says middle to this sample/).waitFor()
  })
})
