import { formatModelId, type ModelReference } from '@cotrain/sdk'
import { launchBrowser } from '@cotrain/testing/browser'
import { deployShipped, heldOutOf, type Shipped, startChain } from './chain.ts'
import { type Files, startSite } from './site.ts'

interface StackOptions {
  local?: boolean
  more?: readonly Shipped[]
}

/**
 * All that a test in the browser needs: chain, model, site and browser. With `local` the site says where the chain is,
 * as `cotrain up` does; without, it is a page that somebody hosts. `more` models are deployed beside the spam filter.
 */
export async function startStack({ local = true, more = [] }: StackOptions = {}) {
  const chain = await startChain()
  const deployed: { name: Shipped; model: ModelReference }[] = [{ name: 'spam-filter', model: chain.model }]
  for (const name of more) deployed.push({ name, model: await deployShipped(chain.rpcUrl, name) })
  const files = local ? localFiles(chain.rpcUrl, deployed) : {}
  const [site, browser] = await Promise.all([startSite(files), launchBrowser()])
  return {
    ...chain,
    url: site.url,
    browser,
    deployed,
    /** The page of a model, of the spam filter if no other is named, at one of its tabs. */
    modelUrl: (tab: string, model = chain.model) => `${site.url}/#/models/${formatModelId(model)}/${tab}`,
    /** Serves the secret file of a market beside the page, as `cotrain up` does for its own. */
    serveSecret(model: ModelReference, secret: string) {
      const path = '/market/secret.json'
      const local = JSON.parse(files['/local.json']!.body)
      local.models.push({ id: formatModelId(model), name: 'Market', secret: path })
      files['/local.json'] = { type: 'application/json', body: JSON.stringify(local) }
      files[path] = { type: 'application/json', body: secret }
    },
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

function localFiles(rpcUrl: string, deployed: readonly { name: Shipped; model: ModelReference }[]): Files {
  const models = deployed.map(({ name, model }) => ({
    id: formatModelId(model),
    name,
    heldOut: `/held-out/${name}.txt`,
  }))
  const local = { rpcUrl, chainId: 31337, devAccounts: true, models }
  const heldOut = deployed.map(({ name }) => [
    `/held-out/${name}.txt`,
    { type: 'text/plain', body: heldOutOf(name) },
  ])
  return {
    '/local.json': { type: 'application/json', body: JSON.stringify(local) },
    ...Object.fromEntries(heldOut),
  }
}
