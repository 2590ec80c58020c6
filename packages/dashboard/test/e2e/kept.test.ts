import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../support/chain.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { stepByStep } from '../support/stepByStep.ts'
import { teach, visit } from '../support/visitor.ts'

/** What the page knows of a model stays in the browser. */
describe('what is kept between visits', () => {
  let stack: Stack
  /** The last block of the time when the model was made. */
  let last: bigint
  beforeAll(async () => {
    stack = await startStack()
    const client = clientOf(stack.rpcUrl, 0)
    last = await client.getBlockNumber()
    await client.request({ method: 'anvil_mine', params: ['0x200', '0x1'] } as never)
  })
  afterAll(() => stack?.stop())
  stepByStep()

  /** The first blocks of the queries of logs that the page sends from here on. */
  function watchLogs(page: Page): number[] {
    const from: number[] = []
    page.on('request', (request: Request) => {
      const body = request.postData()
      if (!body?.includes('eth_getLogs')) return
      for (const call of [JSON.parse(body)].flat()) {
        const { fromBlock } = call.params[0]
        if (fromBlock !== undefined) from.push(Number(fromBlock))
      }
    })
    return from
  }

  const predict = async (page: Page) => {
    await page.getByRole('textbox', { name: 'Text' }).fill('free money')
    await page.getByTestId('verdict').waitFor()
  }

  it('a page that is opened again does not read the history again', async () => {
    const { page, context } = await visit(stack.browser, 'about:blank')
    const first = watchLogs(page)
    await page.goto(stack.modelUrl('teach'))
    await teach(page, 'click here, guaranteed money', 'spam')
    await page.goto(stack.modelUrl('predict'))
    await predict(page)
    await page.waitForFunction(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name)
      return names.includes('cotrain')
    })
    const read = watchLogs(page)
    await page.reload()
    await predict(page)
    expect(first.some(block => block <= last)).toBe(true)
    expect(read.filter(block => block <= last)).toEqual([])
    await context.close()
  })

  it('goes without where the browser has no database', async () => {
    const { page, context, problems } = await visit(stack.browser, 'about:blank')
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        value: {
          open() {
            throw new DOMException('no databases here', 'SecurityError')
          },
        },
      })
    })
    await page.goto(stack.modelUrl('predict'))
    await predict(page)
    const read = watchLogs(page)
    await page.reload()
    await predict(page)
    expect(read.length).toBeGreaterThan(0)
    expect(problems).toEqual([])
    await context.close()
  })
})
