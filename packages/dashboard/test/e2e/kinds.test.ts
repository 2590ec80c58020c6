import type { ModelReference } from '@cotrain/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleReviews } from '../../src/features/model/examples.ts'
import { sidewaysScroll } from '../support/accessibility.ts'
import { ownPages, sameChain } from '../support/ownPage.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { openTab, screenshot } from '../support/visitor.ts'

/** An Adelie penguin as it was measured. */
const adelie = { 'Beak length': '39.1', 'Beak depth': '18.7', 'Flipper length': '181', 'Body mass': '3750' }

/** Models that take numbers and have more than two classes, and models of other classifiers. */
describe('models of other kinds', () => {
  let stack: Stack
  const models = {} as Record<'penguins' | 'reviews', ModelReference>

  beforeAll(async () => {
    stack = await startStack({ more: ['penguins', 'reviews'] })
    for (const { name, model } of stack.deployed) {
      if (name !== 'spam-filter') models[name] = model
    }
  })
  afterAll(() => stack?.stop())
  const open = ownPages(() => stack)
  sameChain(() => stack)

  const fill = async (page: Page, numbers: Record<string, string>) => {
    for (const [name, value] of Object.entries(numbers)) {
      await page.getByRole('textbox', { name, exact: true }).fill(value)
    }
  }
  const rows = (page: Page, name: string) => page.getByRole('list', { name }).getByRole('listitem')
  const verdict = (page: Page) => page.getByTestId('verdict')

  it('are listed with their classes and their accuracy', async () => {
    const page = await open(stack.url)
    const card = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
    await card('Penguins')
      .getByText(/^9\d\.\d %$|^100\.0 %$/)
      .waitFor()
    expect(await card('Penguins').innerText()).toMatch(/Tells Adelie, Chinstrap and Gentoo apart/)
    expect(await card('Penguins').innerText()).toMatch(/held-out samples/)
    await card('Reviews').getByText(/ %$/).waitFor()
    expect(await card('Reviews').innerText()).toMatch(/Tells negative from positive/)
    expect(await card('Reviews').innerText()).toMatch(/held-out texts/)
    await screenshot(page, 'kinds-models')
  })

  it('ask for numbers with their units and ranges, and answer with a score for each class', async () => {
    const page = await open(stack.modelUrl('predict', models.penguins))
    await page.getByText('30 to 60 mm').waitFor()
    await fill(page, { ...adelie, 'Body mass': '' })
    expect(await verdict(page).count()).toBe(0)
    await fill(page, adelie)
    expect(await verdict(page).innerText()).toBe('Adelie')
    const classes = await rows(page, 'The classes by score').allInnerTexts()
    expect(classes).toHaveLength(3)
    expect(classes[0]).toMatch(/^Adelie/)
    const numbers = await rows(page, 'The numbers that weigh most').allInnerTexts()
    expect(numbers.join()).toMatch(/Beak length\s*: weighs [\d.,]+ for Adelie/)
    await screenshot(page, 'kinds-penguins-predict')
  })

  it('say what a number out of range counts as, and what is no number', async () => {
    const page = await open(stack.modelUrl('predict', models.penguins))
    await fill(page, { ...adelie, 'Body mass': '9000' })
    await page.getByText('Counts as 6400').waitFor()
    await fill(page, { 'Body mass': 'heavy' })
    await page.getByText('This is not a number.').waitFor()
    expect(await verdict(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Gentoo' }).click()
    expect(await verdict(page).innerText()).toBe('Gentoo')
  })

  it('are taught any of the classes, and tell of it', async () => {
    const page = await open(stack.modelUrl('predict', models.penguins))
    await fill(page, adelie)
    await openTab(page, 'Teach')
    await page.getByRole('radio', { name: 'Chinstrap' }).check()
    await page.getByText('The model disagrees with you so far').waitFor()
    await screenshot(page, 'kinds-penguins-teach')
    await page.getByRole('button', { name: /^Teach it/ }).click()
    await page.getByText(/^Contribution 0 is on the chain/).waitFor()
    await page.getByRole('link', { name: 'See my claims' }).click()
    const claim = page.getByRole('listitem', { name: 'Contribution 0', exact: true })
    await claim.getByText('Waiting').waitFor()
    expect(await claim.innerText()).toMatch(/“Beak length 39\.1 mm, .*Body mass 3750 g” is Chinstrap/)
    await screenshot(page, 'kinds-penguins-claims')

    await openTab(page, 'Activity')
    await page.getByText(/taught the model that “Beak length 39\.1 mm/).waitFor()
    await page.locator('.recharts-line path').first().waitFor({ state: 'attached' })
    await screenshot(page, 'kinds-penguins-activity')
  })

  it('give probabilities and reasons of naive Bayes', async () => {
    const page = await open(stack.modelUrl('predict', models.reviews))
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleReviews.bad)
    expect(await verdict(page).innerText()).toBe('negative')
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleReviews.good)
    expect(await verdict(page).innerText()).toBe('positive')
    expect((await rows(page, 'The classes by score').allInnerTexts())[0]).toMatch(
      /^positive\s+(over )?\d+\.\d %$/,
    )
    expect((await rows(page, 'The words that weigh most').allInnerTexts()).join()).toMatch(
      /excellent\s*: weighs [\d.]+ for positive/,
    )
    await screenshot(page, 'kinds-reviews-predict')
  })

  it('fit a phone, in the dark', async () => {
    const page = await open(stack.modelUrl('predict', models.reviews), {
      viewport: { width: 375, height: 740 },
      colorScheme: 'dark',
    })
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleReviews.bad)
    await verdict(page).waitFor()
    await screenshot(page, 'kinds-phone-reviews')
    await page.goto(stack.modelUrl('predict', models.penguins))
    await page.getByRole('button', { name: 'Chinstrap' }).click()
    await verdict(page).waitFor()
    await screenshot(page, 'kinds-phone-penguins')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  })
})
