import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** The module whose place is taken. */
const placeholder = fileURLToPath(new URL('./src/features/account/walletConnect.ts', import.meta.url))
const packageName = '@walletconnect/ethereum-provider'

/**
 * Wallets on other devices, by WalletConnect: only in pages that are built with a project id (COTRAIN_WALLETCONNECT), for
 * it needs a server of others, and a package that is larger than everything else together.
 *
 * @throws Error when there is an id, but not the package
 */
export function walletConnect(projectId = process.env.COTRAIN_WALLETCONNECT): Plugin {
  if (projectId) assertInstalled()
  return {
    name: 'wallet-connect',
    load: id => (projectId && id === placeholder ? withProject(projectId) : undefined),
  }
}

/** wagmi's connector loads the package when somebody chooses it. */
const withProject = (projectId: string) => `
import { walletConnect } from 'wagmi/connectors/walletConnect'
export const walletConnectors = [walletConnect({ projectId: ${JSON.stringify(projectId)}, showQrModal: true })]
`

function assertInstalled(): void {
  try {
    createRequire(import.meta.url).resolve(packageName)
  } catch {
    throw new Error(
      `COTRAIN_WALLETCONNECT is set, but ${packageName} is not installed. Install it beside Cotrain and build again:\n` +
        `  npm install --no-save ${packageName}\n` +
        'or build without COTRAIN_WALLETCONNECT: wallets that are extensions of the browser need neither.',
    )
  }
}
