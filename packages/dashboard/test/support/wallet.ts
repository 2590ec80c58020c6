import type { Page } from 'playwright-core'

export interface WalletOptions {
  rpcUrl: string
  address: string
  /** The chain that the wallet is on at first. */
  chainId: number
  /** Whether its owner says no to every transaction. */
  refuses?: boolean
}

/**
 * Puts a wallet into the page's browser that announces itself as extensions do (EIP-6963). It has a chain of its own
 * that it can be switched from, and hands everything else to the node, which holds the account's key.
 */
export async function installWallet(page: Page, options: WalletOptions) {
  await page.addInitScript(({ rpcUrl, address, chainId, refuses }: WalletOptions) => {
    const listeners: Record<string, ((value: unknown) => void)[]> = {}
    const hex = (value: number) => `0x${value.toString(16)}`
    let current = chainId

    async function askNode(method: string, params: unknown) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
      const response = await fetch(rpcUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const { result, error } = await response.json()
      if (error) throw Object.assign(new Error(error.message), error)
      return result
    }

    async function request({ method, params }: { method: string; params?: [{ chainId: string }] }) {
      if (method === 'eth_requestAccounts') sessionStorage.setItem('test-wallet', 'may be seen')
      if (method === 'eth_requestAccounts' || method === 'eth_accounts') {
        return sessionStorage.getItem('test-wallet') ? [address] : []
      }
      if (method === 'eth_chainId') return hex(current)
      if (method === 'wallet_switchEthereumChain') {
        current = Number(params?.[0].chainId)
        for (const listener of listeners.chainChanged ?? []) listener(hex(current))
        return null
      }
      if (method === 'eth_sendTransaction' && refuses) {
        throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
      }
      return askNode(method, params)
    }

    const provider = {
      request,
      on: (event: string, listener: (value: unknown) => void) => {
        listeners[event] = [...(listeners[event] ?? []), listener]
      },
      removeListener: (event: string, listener: (value: unknown) => void) => {
        listeners[event] = (listeners[event] ?? []).filter(known => known !== listener)
      },
    }
    const info = {
      uuid: '350670db-19fa-4704-a166-e52e178b59d2',
      name: 'Test Wallet',
      rdns: 'test.wallet',
      icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    const announce = () => {
      const detail = Object.freeze({ info, provider })
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    }
    window.addEventListener('eip6963:requestProvider', announce)
    announce()
  }, options)
}
