import type { ModelReference } from '@cotrain/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleMails } from '../../src/features/model/examples.ts'
import { screens, seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { openToyMarket, startBonded, startMarket, startPoints } from '../support/mechanisms.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { openTab, screenshot, skipTime, teach, visit } from '../support/visitor.ts'

describe('for everybody', () => {
  let stack: Stack
  let points: ModelReference
  let market: ModelReference
  let openMarket: ModelReference
  let bonded: ModelReference

  beforeAll(async () => {
    stack = await startStack({ more: ['penguins'] })
    points = await startPoints(stack.rpcUrl)
    market = (await startMarket(stack.rpcUrl)).model
    bonded = await startBonded(stack.rpcUrl)
    openMarket = (await openToyMarket(stack.rpcUrl, 'Open')).model
  })
  afterAll(() => stack?.stop())

  // Before those that skip time: the market's sponsor has a day.
  it.each(screens)(
    'has no serious problems with points, markets and bonds on a $name screen',
    async screen => {
      const { colorScheme, width, height, name } = screen
      const options = { colorScheme, viewport: { width, height } }
      const { page, context } = await visit(stack.browser, stack.modelUrl('points', points), options)
      const found: unknown[] = []
      const check = async (place: string) => {
        await screenshot(page, `${name}-${place}`)
        found.push(await seriousProblems(page), await sidewaysScroll(page))
      }
      await page.getByRole('listitem', { name: 'First lesson' }).waitFor()
      await check('points')
      await openTab(page, 'Teach')
      await check('points-teach')
      await page.goto(stack.modelUrl('market', market))
      await page.getByRole('heading', { name: 'The sponsor publishes the test set' }).waitFor()
      await page.getByRole('button', { name: 'Show the samples of bundle 0' }).click()
      await check('market')
      await page.goto(stack.modelUrl('teach', openMarket))
      await page.getByRole('textbox', { name: 'Sample' }).fill('1 2')
      await page.getByRole('radio', { name: 'apple' }).check()
      await page.getByRole('button', { name: 'Add it to the bundle' }).click()
      await page.getByText('1 sample; a bundle has 2 to 4').waitFor()
      await check('market-teach')
      await page.goto(stack.modelUrl('challenges', bonded))
      await page.getByRole('listitem', { name: 'Contribution 0' }).waitFor()
      await check('bonded')
      expect(found).toEqual([[], 0, [], 0, [], 0, [], 0, [], 0])
      await context.close()
    },
  )

  it.each(screens)(
    'has no serious problems with numbers and three classes on a $name screen',
    async screen => {
      const { colorScheme, width, height, name } = screen
      const { page, context } = await visit(stack.browser, stack.url, {
        colorScheme,
        viewport: { width, height },
      })
      await page.getByRole('link', { name: 'Penguins' }).click()
      await page.getByRole('button', { name: 'Gentoo' }).click()
      await page.getByTestId('verdict').waitFor()
      await screenshot(page, `${name}-penguins`)
      const found = [await seriousProblems(page), await sidewaysScroll(page)]
      await openTab(page, 'Teach')
      await page.getByRole('radio', { name: 'Adelie' }).check()
      await page.getByRole('textbox', { name: 'Body mass' }).fill('heavy')
      await page.getByText('This is not a number.').waitFor()
      found.push(await seriousProblems(page), await sidewaysScroll(page))
      expect(found).toEqual([[], 0, [], 0])
      await context.close()
    },
  )

  it.each(screens)('has no serious problems, and fits, on a $name screen', async screen => {
    const { colorScheme, width, height, name } = screen
    const options = { colorScheme, viewport: { width, height } }
    const { page, context } = await visit(stack.browser, stack.url, options)
    const found: Record<string, unknown> = {}
    const check = async (place: string) => {
      await screenshot(page, `${name}-${place}`)
      found[place] = { problems: await seriousProblems(page), sideways: await sidewaysScroll(page) }
    }

    await page.getByTestId('accuracy').first().waitFor()
    await check('models')
    await page.getByRole('link', { name: 'Spam filter' }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleMails.spam)
    await page.getByTestId('verdict').waitFor()
    await check('predict')
    await teach(page, exampleMails.spam, 'spam', { send: false })
    await check('teach')
    await teach(page, exampleMails.spam, 'spam')
    await check('teach-result')
    await teach(page, exampleMails.spam, 'ham')
    await openTab(page, 'Claims')
    await page.getByText('Waiting').first().waitFor()
    await check('claims-waiting')
    await skipTime(page, '1 day')
    await page.getByText('Disputed').first().waitFor()
    await check('claims')
    await openTab(page, 'Activity')
    await page.locator('.recharts-line path').first().waitFor({ state: 'attached' })
    await check('activity')
    await page
      .getByRole('banner')
      .getByRole('button', { name: /Account/ })
      .click()
    await page.getByRole('menuitemradio').first().waitFor()
    await check('accounts')
    await page.keyboard.press('Escape')
    await page.goto(`${stack.url}/#/settings`)
    await page.getByRole('heading', { name: 'Chain settings' }).waitFor()
    await check('settings')

    const clean = Object.keys(found).map(place => [place, { problems: [], sideways: 0 }])
    expect(found).toEqual(Object.fromEntries(clean))
    await context.close()
  })

  it('follows the switch between light and dark, and remembers it', async () => {
    const { page, context } = await visit(stack.browser, stack.url, { colorScheme: 'light' })
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
    await page.getByRole('button', { name: 'Switch to dark colours' }).click()
    expect(await scheme()).toBe('dark')
    await page.reload()
    await page.getByRole('button', { name: 'Switch to light colours' }).waitFor()
    expect(await scheme()).toBe('dark')
    await context.close()
  })

  it('can be used with the keyboard alone', async () => {
    const { page, context } = await visit(stack.browser, stack.url)
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    const press = (key: string, times = 1) =>
      Array.from({ length: times }).reduce<Promise<void>>(
        done => done.then(() => page.keyboard.press(key)),
        Promise.resolve(),
      )
    /** Goes on until the focus is there; what stands before it on the page is not the matter of this test. */
    const tabTo = async (wanted: RegExp) => {
      for (let tabs = 0; tabs < 12; tabs++) {
        await press('Tab')
        if (wanted.test(await focused())) return
      }
      expect(await focused()).toMatch(wanted)
    }
    await page.getByTestId('accuracy').first().waitFor()

    await press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await press('Enter')
    await tabTo(/^Spam filter$/)
    await press('Enter')
    await page.getByRole('tab', { name: 'Predict' }).waitFor()

    await page.getByRole('tab', { name: 'Predict' }).focus()
    await press('ArrowRight')
    expect(await focused()).toBe('Teach')
    await press('Enter')
    await page.getByText('What is it?').waitFor()
    await press('Tab')
    await page.keyboard.type('click here for guaranteed money')
    await press('Tab', 4)
    await press('ArrowDown')
    expect(await page.getByRole('radio', { name: 'spam' }).isChecked()).toBe(true)
    await tabTo(/^Teach it/)
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)
    expect(outline).toBe('solid')
    await press('Enter')
    await page.getByText(/^Contribution \d+ is on the chain/).waitFor()
    await context.close()
  })

  it('stands still for those who ask for less motion', async () => {
    const { page, context } = await visit(stack.browser, stack.modelUrl('predict'), {
      reducedMotion: 'reduce',
    })
    await page.getByRole('textbox', { name: 'Text' }).fill(exampleMails.spam)
    const duration = await page
      .getByRole('list', { name: 'The words that weigh most' })
      .locator('span[style*=width]')
      .first()
      .evaluate(bar => Number.parseFloat(getComputedStyle(bar).transitionDuration))
    expect(duration).toBeLessThan(0.001)
    await context.close()
  })
})
