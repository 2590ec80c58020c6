import type { BrowserContextOptions, Page } from 'playwright-core'
import { createTestClient, type Hex, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterEach, beforeEach, expect } from 'vitest'
import type { Stack } from './stack.ts'
import { beAccount, visit } from './visitor.ts'

export interface PageOptions extends BrowserContextOptions {
  /** Who acts. @default 1 */
  account?: number
  /** What the browser's storage holds already, by its keys. */
  stored?: Record<string, unknown>
}

/**
 * Gives a suite whose tests stand alone what opens a page, in a browser profile that is the test's own. A test in which
 * a page prints an error fails.
 */
export function ownPages(stack: () => Stack) {
  const visits: Awaited<ReturnType<typeof visit>>[] = []
  afterEach(async () => {
    const all = visits.splice(0)
    await Promise.all(all.map(({ context }) => context.close()))
    expect(all.flatMap(({ problems }) => problems)).toEqual([])
  })
  return async (url: string, { account = 1, stored = {}, ...options }: PageOptions = {}): Promise<Page> => {
    const isStored = Object.keys(stored).length > 0
    const visited = await visit(stack().browser, isStored ? `${stack().url}/#/settings` : url, options)
    visits.push(visited)
    const { page } = visited
    if (isStored) {
      await page.evaluate(entries => {
        for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, JSON.stringify(value))
      }, stored)
      await page.goto(url)
      await page.reload()
    }
    if (account !== 1) await beAccount(page, account)
    return page
  }
}

/** Has each test of a suite begin with the chain as it was before the first one, time included. */
export function sameChain(stack: () => Stack) {
  let snapshot: Hex
  const client = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(stack().rpcUrl) })
  beforeEach(async () => {
    snapshot = await client().snapshot()
  })
  afterEach(async () => {
    await client().revert({ id: snapshot })
  })
}
