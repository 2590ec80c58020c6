/**
 * Makes the pictures of the README and of docs/people.md from the page as it is built: `npm run pictures`.
 */
import { fileURLToPath } from 'node:url'
import {
  challengeSync,
  contributeSync,
  devAccount,
  getModel,
  type ModelReference,
  parseModelId,
} from '@cotrain/sdk'
import { launchBrowser } from '@cotrain/testing/browser'
import type { Page } from 'playwright-core'
import { createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import type { LocalModel } from '../src/features/network/network.ts'
import { startLocalChain } from './localChain.ts'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const images = source('../../../docs/images/')
const size = { width: 1200, height: 860 }

const chain = await startLocalChain(source('../dist'))
const browser = await launchBrowser()
try {
  const models = await allModels()
  const idOf = (name: string) => {
    const model = models.find(each => each.name === name)
    if (!model) throw new Error(`There is no model called ${name}.`)
    return model.id
  }
  await contest(idOf('Digits'))
  const context = await browser.newContext({ viewport: size, colorScheme: 'light', deviceScaleFactor: 1 })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const open = async (path: string) => {
    await page.goto('about:blank')
    await page.goto(`${chain.dashboardUrl}/#${path}`)
  }

  await open('/')
  await page.getByTestId('accuracy').nth(2).waitFor()
  await keep(page, 'gallery')

  await open(`/models/${idOf('Spam filter')}/predict`)
  await page
    .getByRole('textbox', { name: 'Text' })
    .fill('Congratulations! You have been chosen. Click here to claim your free money, no credit check.')
  await page.getByTestId('verdict').waitFor()
  await keep(page, 'dashboard')

  await open(`/models/${idOf('Digits')}/teach`)
  await draw(page)
  await page.getByRole('combobox', { name: 'What is it?' }).click()
  await page.getByRole('option', { name: '7', exact: true }).click()
  await keep(page, 'teach')

  await open('/publish')
  await page.getByRole('button', { name: 'Try it with an example' }).click()
  await page.getByRole('button', { name: 'Train a model' }).click()
  await page.getByTestId('model-summary').waitFor()
  await keep(page, 'publish')

  await open(`/models/${idOf('Reviews')}/market`)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await keep(page, 'market')

  await open(`/models/${idOf('Digits')}/challenges`)
  await page.getByRole('listitem', { name: 'Contribution 0' }).waitFor()
  await keep(page, 'challenges')

  await open(`/models/${idOf('Spam filter')}/predict`)
  await page.getByRole('button', { name: 'Show the facts' }).click()
  await page.getByText('Trainer', { exact: true }).first().waitFor()
  await page.getByRole('heading', { name: 'About this model' }).evaluate(title => title.scrollIntoView())
  await keep(page, 'about', false)
} finally {
  await browser.close()
  await chain.stop()
}

/** What the server knows when all models that come with Cotrain are there. */
async function allModels(): Promise<LocalModel[]> {
  for (;;) {
    const response = await fetch(`${chain.dashboardUrl}/local.json`)
    const { models, isComplete } = (await response.json()) as { models: LocalModel[]; isComplete: boolean }
    if (isComplete) return models
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

/** Somebody teaches a model under bonds something, and somebody else contradicts it. */
async function contest(id: string): Promise<void> {
  const clientOf = (index: number) =>
    createWalletClient({
      account: devAccount(index),
      chain: foundry,
      transport: http(chain.rpcUrl),
      pollingInterval: 100,
    }).extend(publicActions)
  const model = (await getModel(clientOf(1), { model: parseModelId(id) })) as ModelReference<'bonded'>
  const sample = Int16Array.from({ length: 196 }, (_, i) => (i % 14 > 5 && i % 14 < 8 ? 6_000 : 0))
  const { index } = await contributeSync(clientOf(1), { model, sample, label: 7 })
  await challengeSync(clientOf(2), { model, index, label: 1 })
}

/** A seven. */
async function draw(page: Page): Promise<void> {
  const pad = page.locator('canvas').first()
  await pad.waitFor()
  const box = await pad.boundingBox()
  if (!box) throw new Error('There is nothing to draw on.')
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(0.28, 0.22))
  await page.mouse.down()
  for (const [x, y] of [
    [0.72, 0.22],
    [0.6, 0.45],
    [0.45, 0.82],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 8 })
  await page.mouse.up()
}

async function keep(page: Page, name: string, fromTop = true): Promise<void> {
  if (fromTop) await page.evaluate(() => window.scrollTo(0, 0))
  await page.waitForTimeout(600)
  await page.screenshot({ path: `${images}${name}.png` })
  console.log(`docs/images/${name}.png`)
}
