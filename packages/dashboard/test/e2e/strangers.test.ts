import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createModelSync,
  deployTrainer,
  devAccount,
  formatModelId,
  type ModelReference,
  mechanismNames,
  moduleAddress,
  packWeights,
  trainerOf,
  uploadParametersSync,
} from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { launchBrowser } from '@cotrain/testing/browser'
import type { Browser, Page } from 'playwright-core'
import { type Client, createTestClient, createWalletClient, http, publicActions } from 'viem'
import { call } from 'viem/actions'
import { sepolia } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tabsOf } from '../../src/features/model/modelPath.ts'
import { seriousProblems, sidewaysScroll } from '../support/accessibility.ts'
import { clientOf, deployShipped, incentiveOptions } from '../support/chain.ts'
import { deployHostile } from '../support/hostile.ts'
import { startSite } from '../support/site.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { openTab, screenshot, teach, visit } from '../support/visitor.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const

/** Models that are not as those of the demos: half uploaded, of unknown encoders, without texts. */
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
})

/** Models whose owners mean harm: by their words, their links, and the names of other models. */
describe('strangers who mean harm', () => {
  let anvil: Anvil
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  let known: ModelReference
  let clone: ModelReference
  const hostile: ModelReference[] = []
  const url = (model: ModelReference, tab = 'predict') =>
    `${site.url}/#/models/${formatModelId(model)}/${tab}`
  const phone = { viewport: { width: 360, height: 740 } }

  beforeAll(async () => {
    anvil = await startAnvil()
    browser = await launchBrowser()
    known = await deployShipped(anvil.rpcUrl, 'spam-filter')
    for (const mechanism of mechanismNames) hostile.push(await deployHostile(anvil.rpcUrl, mechanism))
    ;({ model: clone } = await createModelSync(clientOf(anvil.rpcUrl, 5), {
      ...kind,
      classifierOptions: { featureCount: 40, weightBits: 8, learningRate: 1 },
      incentiveOptions,
      metadata: { name: 'Ѕраm fiIter', classes: ['no', 'yes'], encoder: 'indices-v1:40' },
      words: packWeights(new Int32Array(41), 8),
    }))
    const [first] = hostile
    const models = [
      { id: formatModelId(known), name: 'spam-filter' },
      // known by the host's list as well; its accuracy is measured
      { id: formatModelId(first!), name: 'hostile', heldOut: '/held-out/hostile.txt' },
    ]
    const local = { rpcUrl: anvil.rpcUrl, chainId: 31337, devAccounts: true, models }
    const vouched = {
      models: [{ chainId: 31337, id: formatModelId(first!), note: 'Kept to show what can happen.' }],
    }
    const json = (body: unknown) => ({ type: 'application/json', body: JSON.stringify(body) })
    const heldOut = { type: 'text/plain', body: '0 1 2\n1 3\n63 4 5\n' }
    site = await startSite({
      '/local.json': json(local),
      '/known.json': json(vouched),
      '/held-out/hostile.txt': heldOut,
    })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
    await anvil?.stop()
  })

  it('hides their words behind one click, and remembers it of this model', async () => {
    const { page, context } = await visit(browser, `${site.url}/#/`, { isNew: true })
    await page.getByRole('link', { name: 'Spam filter', exact: true }).first().waitFor()
    const words = page.getByText(/evil|LLLL|dddd|xxxx/)
    const [, points, market] = [hostile[0]!, ...hostile.slice(1)]
    await page.getByRole('link', { name: `Model ${formatModelId(points!)}`, exact: true }).click()
    await page.getByText('A stranger made this model').waitFor()
    await page.getByText(formatModelId(points!), { exact: true }).waitFor()
    await page.getByText('Trainer: is the published code').waitFor()
    expect(await page.title()).toMatch(`Model ${formatModelId(points!)}`)
    expect(await page.getByRole('tab').count()).toBe(0)
    expect(await words.count()).toBe(0)
    await screenshot(page, 'stranger-hidden')
    expect(await seriousProblems(page)).toEqual([])

    await page.getByRole('button', { name: 'Show what a stranger wrote' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    await page
      .getByRole('heading', { level: 1, name: new RegExp(`evil.* ${formatModelId(points!)}$`) })
      .waitFor()
    await page.getByRole('tab', { name: 'Predict' }).waitFor()
    await page.reload()
    await page.getByRole('tab', { name: 'Predict' }).waitFor()
    await page.goto(url(market!))
    await page.getByText('A stranger made this model').waitFor()
    await context.close()
  })

  it('shows the words of models that the host vouches for, and of all where that is chosen', async () => {
    const { page, context } = await visit(browser, `${site.url}/#/settings`, { isNew: true })
    await page.goto(url(hostile[0]!))
    await page.getByRole('heading', { level: 1, name: /evil/ }).waitFor()
    await page.getByText('Kept to show what can happen.').waitFor()
    await page.goto(url(hostile[1]!))
    await page.getByText('A stranger made this model').waitFor()
    await page.goto(`${site.url}/#/settings`)
    await page.getByRole('switch', { name: "Show strangers' names at once" }).check()
    await screenshot(page, 'strangers-setting')
    await page.goto(url(hostile[1]!))
    await page.getByRole('tab', { name: 'Predict' }).waitFor()
    await context.close()
  })

  it('keeps each field of a hostile model inside a narrow page, on every tab', async () => {
    const { page, context, problems } = await visit(browser, `${site.url}/#/`, phone)
    await page
      .getByRole('link', { name: /evil/ })
      .nth(hostile.length - 1)
      .waitFor()
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    await screenshot(page, 'hostile-gallery')
    for (const model of hostile) {
      for (const tab of tabsOf(model)) {
        await page.goto(url(model, tab))
        await page.getByRole('tab', { selected: true }).waitFor()
        await page.getByRole('tabpanel').getByText(/\S/).first().waitFor()
        if (tab === 'predict') {
          await page.getByRole('textbox').first().fill('w1 w2 evil')
          await page.getByRole('button', { name: 'Show the facts' }).click()
          await page.getByText('Trainer: is the published code').waitFor()
        }
        if (model === hostile[0]) await screenshot(page, `hostile-${tab}`)
        expect({ model: formatModelId(model), tab, sideways: await sidewaysScroll(page) }).toEqual({
          ...{ model: formatModelId(model), tab },
          sideways: 0,
        })
      }
    }
    expect(problems).toEqual([])
    await context.close()
  })

  it('says where links lead, and asks before it leaves', async () => {
    const { page, context } = await visit(browser, url(hostile[0]!))
    const links = page.getByRole('list', { name: "The owner's links" })
    await links.waitFor()
    expect(await links.getByRole('listitem').count()).toBe(6)
    await links.getByRole('button', { name: 'In other letters (xn--' }).waitFor()
    expect(await links.getByText('With a user').count()).toBe(0)
    await links.getByRole('button', { name: /more links/ }).click()
    const hosts = await links.getByText(/\(l\d+\.example\)/).allTextContents()
    expect(new Set(hosts).size).toBe(hosts.length)
    expect(hosts.length).toBeGreaterThan(10)

    await links.getByRole('button', { name: 'In other letters' }).click()
    const dialog = page.getByRole('dialog')
    const shown = dialog.getByTestId('leave-url')
    await shown.waitFor()
    expect(await shown.textContent()).toMatch(/^https:\/\/xn--[a-z\d-]+\.example:8443\/a$/)
    expect(await shown.locator('strong').textContent()).toMatch(/^xn--[a-z\d-]+\.example:8443$/)
    await dialog.getByText('аррӏе.example:8443').waitFor()
    const leave = dialog.getByRole('link', { name: 'Leave, to the host above' })
    expect(await leave.getAttribute('rel')).toBe('noreferrer noopener nofollow')
    expect(await leave.getAttribute('target')).toBe('_blank')
    await page.waitForTimeout(300)
    await screenshot(page, 'leave-dialog')
    expect(await seriousProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(page.url()).toContain(site.url)
    await context.close()
  })

  it('warns of a model that looks like a known one, and not of the known one', async () => {
    const { page, context } = await visit(browser, url(clone))
    const warning = page.getByRole('alert').filter({ hasText: 'Not the only one of this name' })
    await warning.getByText('whoever runs this page vouches for').waitFor()
    await screenshot(page, 'look-alike')
    expect(await warning.textContent()).toContain(formatModelId(clone))
    await warning.getByRole('link', { name: `Spam filter (${formatModelId(known)})` }).click()
    await page.getByRole('heading', { level: 1, name: 'Spam filter', exact: true }).waitFor()
    await page.getByRole('tab', { name: 'Predict' }).waitFor()
    expect(await warning.count()).toBe(0)
    await page.goto(`${site.url}/#/`)
    expect(await page.getByText(/Another model has the same name/).count()).toBeLessThanOrEqual(1)
    await page.getByText(/Another model has the same name/).waitFor()
    await context.close()
  })

  it('keeps a list of models that the reader adds, and says why one cannot be added', async () => {
    const { page, context } = await visit(browser, `${site.url}/#/`)
    await page.getByRole('button', { name: 'Add a model' }).click()
    const dialog = page.getByRole('dialog')
    const field = dialog.getByRole('textbox', { name: /^Id of the model/ })
    const add = async (text: string, number?: string) => {
      await field.fill(text)
      if (number !== undefined)
        await dialog.getByRole('textbox', { name: /^Number of the model/ }).fill(number)
      await dialog.getByRole('button', { name: 'Add it' }).click()
    }
    await add('the spam filter')
    await dialog.getByText('This names no model').waitFor()
    await add('lottery:0')
    await dialog.getByText('There are no models under “lottery”').waitFor()
    await add('deposits:99')
    await dialog.getByText(/There is no model 99|no such model|does not have/i).waitFor()
    await add(devAccount(3).address, '0')
    await dialog.getByText('There is no contract at this address on Local chain').waitFor()
    await add(moduleAddress('naive-bayes'), '0')
    await dialog.getByText('it is no trainer that this page knows').waitFor()
    await add(trainerOf('deposits').trainer, '0')
    await dialog.getByText('deposits:0 is on your list.').waitFor()
    await add(`${site.url}/#/models/points:0/teach`)
    await dialog.getByText('points:0 is on your list.').waitFor()
    await dialog.getByRole('button', { name: 'Take points:0 off the list' }).click()
    await screenshot(page, 'own-models')
    expect(await seriousProblems(page)).toEqual([])
    await page.reload()
    await page.getByRole('button', { name: 'Add a model' }).click()
    await dialog.getByRole('button', { name: 'Take deposits:0 off the list' }).waitFor()
    expect(await dialog.getByRole('button', { name: /^Take .* off the list$/ }).count()).toBe(1)
    await context.close()
  })

  it('says before the first lesson what becomes public, and asks once', async () => {
    const { page, context } = await visit(browser, url(known, 'teach'), { isNew: true })
    await teach(page, 'Free money, zyxwvq! Click here', 'spam', { send: false })
    const kept = page.getByTestId('kept-words')
    expect(await kept.locator('mark').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/free/i), expect.stringMatching(/click/i)]),
    )
    expect((await kept.locator('mark').allTextContents()).join()).not.toContain('zyxwvq')
    expect(await kept.textContent()).toContain('zyxwvq')
    await screenshot(page, 'what-becomes-public')
    await page.setViewportSize(phone.viewport)
    await screenshot(page, 'what-becomes-public-phone')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    expect(await seriousProblems(page)).toEqual([])

    await page.getByRole('button', { name: /^Teach it/ }).click()
    const box = page.getByRole('checkbox', { name: 'I know that this can be read by anyone, for ever' })
    expect(await box.evaluate(node => node.matches(':invalid'))).toBe(true)
    expect(await page.getByText(/is on the chain/).count()).toBe(0)
    await box.click()
    await page.getByRole('button', { name: 'Details' }).waitFor()
    await page.getByRole('button', { name: /^Teach it/ }).click()
    await page.getByText(/^Contribution \d+ is on the chain/).waitFor()
    await page.reload()
    await page.getByRole('textbox', { name: 'Text' }).fill('A meeting at ten')
    await page.getByRole('button', { name: 'Details' }).click()
    await page.getByText('Nothing else is written onto the chain').waitFor()
    await context.close()
  })
})

/** Puts Multicall3 where wagmi looks for it on chains that it knows; viem has its code, and does not give it away. */
async function bringMulticall(client: Client) {
  const viem = createRequire(import.meta.url).resolve('viem')
  const constants = join(dirname(viem), '../_esm/constants/contracts.js')
  const { multicall3Bytecode } = await import(pathToFileURL(constants).href)
  const { data: bytecode } = await call(client, { data: multicall3Bytecode })
  const { address } = sepolia.contracts.multicall3
  await client.request({ method: 'anvil_setCode', params: [address, bytecode!] } as never)
}

/** A chain that has an explorer, as its number says; what this page knows of it is proved from the node alone. */
describe('facts with proof', () => {
  const chain = sepolia
  let anvil: Anvil
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  let model: ModelReference
  beforeAll(async () => {
    anvil = await startAnvil({ args: ['--chain-id', String(chain.id)] })
    const local = { rpcUrl: anvil.rpcUrl, chainId: chain.id, devAccounts: true, models: [] }
    site = await startSite({ '/local.json': { type: 'application/json', body: JSON.stringify(local) } })
    browser = await launchBrowser()
    const client = createWalletClient({
      account: devAccount(0),
      chain,
      transport: http(anvil.rpcUrl),
      pollingInterval: 50,
    })
    await bringMulticall(client)
    await deployTrainer(client, kind)
    ;({ model } = await createModelSync(client, {
      ...kind,
      classifierOptions: { featureCount: 40, weightBits: 8, learningRate: 1 },
      incentiveOptions,
      metadata: { name: 'Proved', classes: ['no', 'yes'], encoder: 'indices-v1:40' },
      words: packWeights(new Int32Array(41), 8),
    }))
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
    await anvil?.stop()
  })

  it('stand on the page, to be copied and looked up', async () => {
    const { page, context } = await visit(browser, `${site.url}/#/models/deposits:0`)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByText('Its code is the published code.').waitFor()
    await page.getByRole('button', { name: 'Show the facts' }).click()
    const explorer = chain.blockExplorers.default.url
    const hrefs = () =>
      page.locator('section a[href^="http"]').evaluateAll(all => all.map(a => a.getAttribute('href')))
    await page.getByText(model.trainer).waitFor()
    expect(await hrefs()).toEqual(
      expect.arrayContaining([
        `${explorer}/address/${model.trainer}`,
        `${explorer}/address/${moduleAddress(kind.classifier)}`,
        expect.stringMatching(new RegExp(`^${explorer}/tx/0x[\\da-f]{64}$`)),
        expect.stringMatching(new RegExp(`^${explorer}/block/\\d+$`)),
      ]),
    )
    await page.getByRole('button', { name: "Copy the trainer's address" }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(model.trainer)
    for (const text of ['1 day', '9 days', '10 days'])
      await page.getByRole('definition').getByText(text).first().waitFor()
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await screenshot(page, `facts-${scheme}`)
      expect(await seriousProblems(page)).toEqual([])
    }
    await page.setViewportSize({ width: 360, height: 740 })
    await screenshot(page, 'facts-phone')
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    await context.close()
  })

  it('tell when the code is not the one that this page knows', async () => {
    const client = createTestClient({ mode: 'anvil', chain, transport: http(anvil.rpcUrl) }).extend(
      publicActions,
    )
    const address = moduleAddress(kind.classifier)
    const code = (await client.getCode({ address }))!
    await client.setCode({ address, bytecode: `${code}00` })
    const { page, context } = await visit(browser, `${site.url}/#/models/deposits:0`)
    await page.getByRole('alert').getByText('This is not the code that this page knows').waitFor()
    await page.getByText('Its code differs from the published code.').waitFor()
    await client.setCode({ address, bytecode: code })
    await context.close()
  })
})
