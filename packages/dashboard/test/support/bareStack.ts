import { startAnvil } from '@cotrain/testing/anvil'
import { launchBrowser } from '@cotrain/testing/browser'
import { startSite } from './site.ts'

/** Site and browser with a chain that has no models, for pages that need none. */
export async function startBareStack() {
  const chain = await startAnvil()
  const local = JSON.stringify({ rpcUrl: chain.rpcUrl, chainId: 31337, devAccounts: true, models: [] })
  const files = { '/local.json': { type: 'application/json', body: local } }
  const [site, browser] = await Promise.all([startSite(files), launchBrowser()])
  return {
    rpcUrl: chain.rpcUrl,
    url: site.url,
    browser,
    async stop() {
      await browser.close()
      await site.stop()
      await chain.stop()
    },
  }
}

export type BareStack = Awaited<ReturnType<typeof startBareStack>>
