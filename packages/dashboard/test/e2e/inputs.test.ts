import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEncoder, type Picture } from '@cotrain/encoders'
import { packageSource } from '@cotrain/encoders/node'
import {
  type DenseSample,
  denseUnit,
  devAccount,
  formatModelId,
  type ModelReference,
  originalToJson,
  originalTypedData,
} from '@cotrain/sdk'
import type { ModelFile } from '@cotrain/sdk/models'
import { startAnvil } from '@cotrain/testing/anvil'
import { launchBrowser } from '@cotrain/testing/browser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { deployFile } from '../support/chain.ts'
import { startOriginalsSite } from '../support/originalsSite.ts'
import { startSite } from '../support/site.ts'
import { beAccount, openTab, screenshot, visit } from '../support/visitor.ts'

const words = ['win', 'free', 'prize', 'meeting', 'patch', 'thanks']
const spamFilter: ModelFile = {
  name: 'Little spam filter',
  type: 'sparse perceptron',
  classifications: ['ham', 'spam'],
  vocabulary: words,
  weights: Float64Array.of(1, 1, 1, -1, -1, -1),
  intercept: 0,
  learningRate: 0.5,
}

/** A black line, or a ring, over white. */
function drawing(isInk: (x: number, y: number) => boolean): Picture {
  const side = 100
  const data = new Uint8Array(4 * side * side).fill(255)
  for (let i = 0; i < side * side; i++) {
    if (isInk(i % side, Math.floor(i / side))) data.fill(0, 4 * i, 4 * i + 3)
  }
  return { width: side, height: side, data }
}
const line = drawing((x, y) => Math.abs(x - 50) < 5 && Math.abs(y - 50) < 35)
const ring = drawing((x, y) => Math.abs(Math.hypot(x - 50, y - 50) - 32) < 5)

const numbersOf = (sample: DenseSample) => Array.from(sample, value => value / denseUnit)

async function digitsFile(): Promise<ModelFile> {
  const encoder = await loadEncoder('pixels-14x14-v1', { source: packageSource() })
  if (encoder.input !== 'picture') throw new Error('Drawings are pictures.')
  return centroids('Two digits', encoder.name, { zero: encoder.encode(ring), one: encoder.encode(line) })
}

async function intentsFile(): Promise<ModelFile> {
  const encoder = await loadEncoder('static-words-100-v1', { source: packageSource() })
  if (encoder.input !== 'text') throw new Error('Sentences are texts.')
  return centroids('Intents', encoder.name, {
    weather: encoder.encode('will it rain tomorrow, is it sunny and cold'),
    music: encoder.encode('play a song by my favourite band, some jazz'),
  })
}

const centroids = (name: string, encoder: string, samples: Record<string, DenseSample>): ModelFile => ({
  name,
  encoder,
  type: 'dense nearest centroid classifier',
  classifications: Object.keys(samples),
  centroids: Object.values(samples).map(sample => ({ centroid: numbersOf(sample), dataCount: 5 })),
})

describe('samples that are drawn, chosen or written', () => {
  let stack: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    stack = await start()
  })
  afterAll(() => stack?.stop())

  const open = (model: ModelReference, tab = 'predict', url = stack.url) =>
    visit(stack.browser, `${url}/#/models/${formatModelId(model)}/${tab}`)
  const verdict = (page: Page) => page.getByTestId('verdict')

  /** Draws with the mouse; points are in units of the field. */
  async function draw(page: Page, points: readonly (readonly [number, number])[]) {
    const field = page.getByRole('img', { name: /^Field to draw on|^Your drawing$/ })
    await field.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await field.boundingBox())!
    const at = ([px, py]: readonly [number, number]) => [x + px * width, y + py * height] as const
    await page.mouse.move(...at(points[0]!))
    await page.mouse.down()
    for (const point of points.slice(1)) await page.mouse.move(...at(point))
    await page.mouse.up()
  }
  const circle = Array.from({ length: 25 }, (_, i) => {
    const angle = (i / 24) * 2 * Math.PI
    return [0.5 + 0.32 * Math.cos(angle), 0.5 + 0.32 * Math.sin(angle)] as const
  })

  it('predicts what somebody draws, and shows what the model sees', async () => {
    const { page, problems, context } = await open(stack.digits)
    await draw(page, [
      [0.5, 0.15],
      [0.5, 0.85],
    ])
    await expect.poll(() => verdict(page).innerText()).toBe('one')
    await page.getByRole('img', { name: 'What the model sees: 14 × 14 grey values' }).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await draw(page, circle)
    await expect.poll(() => verdict(page).innerText()).toBe('zero')
    expect(await seriousProblems(page)).toEqual([])
    await screenshot(page, 'inputs-draw')
    await page.setViewportSize({ width: 360, height: 800 })
    expect(await sidewaysScroll(page)).toBe(0)
    await screenshot(page, 'inputs-draw-narrow')
    // it is still there in the other tab, and can be gone on with
    await openTab(page, 'Teach')
    await page.getByRole('img', { name: 'Your drawing' }).waitFor()
    await page.getByRole('radio', { name: 'zero' }).check()
    await page.getByRole('checkbox', { name: /^Share the original picture/ }).check()
    await screenshot(page, 'inputs-teach-narrow')
    await page.getByRole('button', { name: /^Teach it/ }).click()
    await page.getByText('The picture is shared.').waitFor()
    await openTab(page, 'Claims')
    const row = page.getByRole('listitem', { name: 'Contribution 0' })
    await row.getByRole('button', { name: /^Show the original/ }).click()
    await row.getByRole('button', { name: 'Show the originals of this model' }).click()
    await row.getByRole('img', { name: 'The original picture' }).waitFor()
    await screenshot(page, 'inputs-original-picture')
    expect(problems).toEqual([])
    await context.close()
  })

  it('takes files of pictures, and says what is none', async () => {
    const { page, context } = await open(stack.digits)
    await page.getByText('File', { exact: true }).click()
    const choose = (name: string, mimeType: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer })
    for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
      await choose(`line.${type.slice(6)}`, type, await pictureFile(page, type))
      await page.getByRole('img', { name: `The picture: line.${type.slice(6)}` }).waitFor()
      await expect.poll(() => verdict(page).innerText()).toBe('one')
    }
    await page.getByText('Your browser has decoded this kind of file').waitFor()
    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'inputs-file-dark')

    await choose('picture.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
    await page.getByText('picture.svg is no picture that your browser can read.').waitFor()
    await choose('bomb.png', 'image/png', pngOf(60_000, 60_000))
    await page.getByText('bomb.png has 60000 × 60000 pixels.').waitFor()
    await choose('broken.png', 'image/png', pngOf(20, 20))
    await page.getByText(/^The picture cannot be read/).waitFor()
    await choose('huge.png', 'image/png', Buffer.alloc(21_000_000))
    await page.getByText('huge.png has 21 MB.').waitFor()

    await page.getByText('Camera', { exact: true }).click()
    await page
      .getByRole('alert')
      .getByText(/Choose a file|choose a file/)
      .waitFor()
    await context.close()
  })

  it('encodes sentences in a worker, whose files are loaded once', async () => {
    const { page, problems, context } = await open(stack.intents)
    await page.getByRole('textbox', { name: 'Text' }).fill('Will it rain in Lisbon tomorrow?')
    await expect.poll(() => verdict(page).innerText()).toBe('weather')
    await page.getByRole('textbox', { name: 'Text' }).pressSequentially(' Or play a song by a jazz band')
    await page.getByRole('textbox', { name: 'Text' }).fill('play me some music')
    await expect.poll(() => verdict(page).innerText()).toBe('music')
    await screenshot(page, 'inputs-sentence')
    const asked = stack.asked.length
    expect(asked).toBeGreaterThan(0)
    await page.reload()
    await page.getByRole('textbox', { name: 'Text' }).fill('is it cold and sunny')
    await expect.poll(() => verdict(page).innerText()).toBe('weather')
    expect(stack.asked).toHaveLength(asked)
    expect(problems).toEqual([])
    await context.close()
  })

  it('shares a text, which others see once they ask, until it is withdrawn', async () => {
    const text = 'Win a free prize\nafter the meeting'
    const { page, problems, context } = await open(stack.texts, 'teach')
    await page.getByRole('textbox', { name: 'Text' }).fill(text)
    await page.getByRole('radio', { name: 'spam' }).check()
    await page.getByRole('checkbox', { name: /^Share the original text/ }).check()
    await screenshot(page, 'inputs-share')
    await page.getByRole('button', { name: /^Teach it/ }).click()
    await page.getByText('The text is shared.').waitFor()

    const other = await open(stack.texts, 'challenges')
    await beAccount(other.page, 2)
    const row = other.page.getByRole('listitem', { name: 'Contribution 0' })
    await row.getByRole('button', { name: /^Show the original/ }).click()
    expect(await row.getByRole('blockquote').count()).toBe(0)
    await screenshot(other.page, 'inputs-original-warning')
    await row.getByRole('button', { name: 'Show the originals of this model' }).click()
    expect(await row.getByRole('blockquote').innerText()).toBe(text)
    expect(await row.getByRole('button', { name: /^Withdraw/ }).count()).toBe(0)
    expect(await seriousProblems(other.page)).toEqual([])
    await screenshot(other.page, 'inputs-original-text')

    await openTab(page, 'Challenges')
    const own = page.getByRole('listitem', { name: 'Contribution 0' })
    await own.getByRole('button', { name: /^Show the original/ }).click()
    await own.getByRole('button', { name: 'Show the originals of this model' }).click()
    await own.getByRole('button', { name: /^Withdraw/ }).click()
    await own.getByRole('blockquote').waitFor({ state: 'detached' })
    await other.page.reload()
    await row.waitFor()
    expect(await other.page.getByRole('button', { name: /^Show the original/ }).count()).toBe(0)
    expect([...problems, ...other.problems]).toEqual([])
    await Promise.all([context.close(), other.context.close()])
  })

  it('hides what was signed, but is not what was contributed', async () => {
    const { page, context } = await open(stack.texts, 'teach')
    await page.getByRole('textbox', { name: 'Text' }).fill('thanks for the patch')
    await page.getByRole('radio', { name: 'ham' }).check()
    await page.getByRole('button', { name: /^Teach it/ }).click()
    const title = await page.getByText(/^Contribution \d+ is on the chain/).innerText()
    const index = BigInt(/\d+/.exec(title)![0])
    const { trainer, modelId } = stack.texts
    const content = new TextEncoder().encode('Buy now at https://evil.example <img src=x onerror=alert(1)>')
    const time = Math.floor(Date.now() / 1000)
    const original = {
      chainId: 31_337,
      trainer,
      modelId,
      contribution: index,
      kind: 'text',
      content,
      time,
    } as const
    const signature = await devAccount(1).signTypedData(originalTypedData(original))
    const response = await fetch(`${stack.url}/originals/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(originalToJson({ ...original, signature })),
    })
    expect(response.status).toBe(200)
    await page.reload()
    await openTab(page, 'Challenges')
    const row = page.getByRole('listitem', { name: `Contribution ${index}` })
    await row.getByRole('button', { name: /^Show the original/ }).click()
    await row.getByRole('button', { name: 'Show the originals of this model' }).click()
    await row.getByText('This does not match what was contributed.').waitFor()
    expect(await page.getByText('evil.example').count()).toBe(0)
    await screenshot(page, 'inputs-original-mismatch')
    await context.close()
  })

  it('says nothing of originals where the server keeps none', async () => {
    const { page, problems, context } = await open(stack.texts, 'teach', stack.bareUrl)
    await page.getByRole('textbox', { name: 'Text' }).fill('win')
    await page.getByRole('button', { name: /^Teach it/ }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('checkbox', { name: /^Share/ }).count()).toBe(0)
    // browsers print that there was none
    expect(problems.filter(problem => !problem.includes('404'))).toEqual([])
    await context.close()
  })
})

/** A chain with three models, a page that somebody hosts without originals, and the same with them. */
async function start() {
  const anvil = await startAnvil()
  const { rpcUrl } = anvil
  const texts = await deployFile(rpcUrl, spamFilter, {}, 'bonded')
  const digits = await deployFile(rpcUrl, await digitsFile())
  const intents = await deployFile(rpcUrl, await intentsFile())
  const local = JSON.stringify({ rpcUrl, chainId: 31_337, devAccounts: true, models: [], originals: true })
  const files = { '/local.json': { type: 'application/json', body: local } }
  const folder = mkdtempSync(join(tmpdir(), 'cotrain-originals-'))
  const [bare, browser] = await Promise.all([startSite(files), launchBrowser()])
  const site = await startOriginalsSite(bare.url, rpcUrl, folder)
  return {
    texts,
    digits,
    intents,
    browser,
    url: site.url,
    bareUrl: bare.url,
    asked: site.asked,
    async stop() {
      await browser.close()
      await site.stop()
      await bare.stop()
      await anvil.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A black line over white as a file, made by the browser. */
async function pictureFile(page: Page, type: string): Promise<Buffer> {
  const encoded = await page.evaluate(type => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 90, height: 120 })
    const context = canvas.getContext('2d')!
    context.fillStyle = 'white'
    context.fillRect(0, 0, 90, 120)
    context.fillStyle = 'black'
    context.fillRect(38, 15, 13, 90)
    return canvas.toDataURL(type, 0.95)
  }, type)
  return Buffer.from(encoded.split(',')[1]!, 'base64')
}

/** A PNG with the size in its header, and nothing behind it. */
function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]).copy(
    bytes,
  )
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
