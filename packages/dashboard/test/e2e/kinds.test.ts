import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleReviews } from '../../src/features/model/examples.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { openTab, screenshot, visit } from '../support/visitor.ts'

/** An Adelie penguin as it was measured. */
const adelie = { 'Beak length': '39.1', 'Beak depth': '18.7', 'Flipper length': '181', 'Body mass': '3750' }

/** Models that take numbers and have more than two classes, and models of other classifiers. */
describe('models of other kinds', () => {
  let stack: Stack
  let page: Page
  let problems: string[]

  beforeAll(async () => {
    stack = await startStack({ more: ['penguins', 'reviews'] })
    ;({ page, problems } = await visit(stack.browser, stack.url))
  })
  afterAll(() => stack?.stop())

  stepByStep()

  const card = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  const fill = async (numbers: Record<string, string>) => {
    for (const [name, value] of Object.entries(numbers)) {
      await page.getByRole('textbox', { name, exact: true }).fill(value)
    }
  }
  const rows = (name: string) => page.getByRole('list', { name }).getByRole('listitem')

  it('lists them with their classes and their accuracy', async () => {
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

  it('asks for numbers with their units and ranges, and answers with a score for each class', async () => {
    await card('Penguins').getByRole('link', { name: 'Penguins' }).click()
    await page.getByText('30 to 60 mm').waitFor()
    await fill({ ...adelie, 'Body mass': '' })
    expect(await page.getByTestId('verdict').count()).toBe(0)
    await fill(adelie)
    expect(await page.getByTestId('verdict').innerText()).toBe('Adelie')
    const classes = await rows('The classes by score').allInnerTexts()
    expect(classes).toHaveLength(3)
    expect(classes[0]).toMatch(/^Adelie/)
    const numbers = await rows('The numbers that weigh most').allInnerTexts()
    expect(numbers.join()).toMatch(/Beak length\s*: weighs [\d.,]+ for Adelie/)
    await screenshot(page, 'kinds-penguins-predict')
  })

  it('says what a number out of range counts as, and what is no number', async () => {
    await fill({ 'Body mass': '9000' })
    await page.getByText('Counts as 6400').waitFor()
    await fill({ 'Body mass': 'heavy' })
    await page.getByText('This is not a number.').waitFor()
    expect(await page.getByTestId('verdict').count()).toBe(0)
    await page.getByRole('button', { name: 'Gentoo' }).click()
    expect(await page.getByTestId('verdict').innerText()).toBe('Gentoo')
  })

  it('is taught any of the classes, and tells of it', async () => {
    await fill(adelie)
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

  it('gives probabilities and reasons of naive Bayes', async () => {
    await page.getByRole('link', { name: 'All models', exact: true }).click()
    await card('Reviews').getByRole('link', { name: 'Reviews' }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleReviews.bad)
    expect(await page.getByTestId('verdict').innerText()).toBe('negative')
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleReviews.good)
    expect(await page.getByTestId('verdict').innerText()).toBe('positive')
    expect((await rows('The classes by score').allInnerTexts())[0]).toMatch(/^positive\s+(over )?\d+\.\d %$/)
    expect((await rows('The words that weigh most').allInnerTexts()).join()).toMatch(
      /excellent\s*: weighs [\d.]+ for positive/,
    )
    await screenshot(page, 'kinds-reviews-predict')
  })

  it('fits a phone, in the dark', async () => {
    const { page: phone, context } = await visit(stack.browser, page.url(), {
      viewport: { width: 375, height: 740 },
      colorScheme: 'dark',
    })
    await phone.getByRole('textbox', { name: 'Text' }).fill(exampleReviews.bad)
    await phone.getByTestId('verdict').waitFor()
    await screenshot(phone, 'kinds-phone-reviews')
    await phone.getByRole('link', { name: 'All models', exact: true }).click()
    await phone.getByRole('link', { name: 'Penguins' }).click()
    await phone.getByRole('button', { name: 'Chinstrap' }).click()
    await phone.getByTestId('verdict').waitFor()
    await screenshot(phone, 'kinds-phone-penguins')
    const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await context.close()
  })

  it('prints no errors on the way', () => {
    expect(problems).toEqual([])
  })
})
