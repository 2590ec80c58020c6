import { formatModelId } from '@cotrain/sdk'
import { launchBrowser } from './browser.ts'
import { heldOut, startChain } from './chain.ts'
import { startSite } from './site.ts'

/**
 * All that a test in the browser needs: chain, model, site and browser. With `local` the site says where the chain is,
 * as `cotrain up` does; without, it is a page that somebody hosts.
 */
export async function startStack({ local = true } = {}) {
  const chain = await startChain()
  const [site, browser] = await Promise.all([startSite(local ? localFiles(chain) : {}), launchBrowser()])
  return {
    ...chain,
    url: site.url,
    browser,
    /** The page of the spam filter, at one of its tabs. */
    modelUrl: (tab: string) => `${site.url}/#/models/${formatModelId(chain.model)}/${tab}`,
    /** The node goes away. */
    stopChain: chain.stop,
    async stop() {
      await browser.close()
      await site.stop()
      await chain.stop()
    },
  }
}

export type Stack = Awaited<ReturnType<typeof startStack>>

function localFiles({ rpcUrl, model }: Awaited<ReturnType<typeof startChain>>) {
  const models = [{ id: formatModelId(model), name: 'Spam filter', heldOut: '/held-out/spam-filter.txt' }]
  const local = { rpcUrl, chainId: 31337, devAccounts: true, models }
  return {
    '/local.json': { type: 'application/json', body: JSON.stringify(local) },
    '/held-out/spam-filter.txt': { type: 'text/plain', body: heldOut },
  }
}
