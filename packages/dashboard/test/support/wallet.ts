import type { Page } from 'playwright-core'
import { type Address, concat, createTestClient, http } from 'viem'
import { foundry } from 'viem/chains'

/** What its owner does when the wallet asks. */
export type Mood =
  /** Confirms at once. */
  | 'confirms'
  /** Says no. */
  | 'refuses'
  /** Does nothing until told to. */
  | 'waits'

export interface WalletOptions {
  rpcUrl: string
  address: string
  /** The chain that the wallet is on at first. */
  chainId: number
  /** @default confirms */
  mood?: Mood
  /** Says no from the transaction of this number on, counted from 0. */
  refusesFrom?: number
  /** Whether it sends several calls as one (EIP-5792); its account must be `batching`. */
  atomic?: boolean
  name?: string
  icon?: string
}

/** What a test can do with the wallet in the page. */
interface TestWallet {
  mood: Mood
  /** How often it has asked its owner. */
  asked: number
  /** Confirms all that wait. */
  confirm: () => void
  /** Switches to another account, as its owner does in the wallet. */
  choose: (address: string) => void
}

/** How often the wallet has asked its owner. */
export const timesAsked = (page: Page) => page.evaluate(() => testWalletOf(window).asked).catch(() => -1)

declare function testWalletOf(window: Window): TestWallet

/** Changes what the owner of the wallet does. */
export const setMood = (page: Page, mood: Mood) =>
  page.evaluate(mood => {
    testWalletOf(window).mood = mood
  }, mood)

/** The owner confirms all that the wallet has asked. */
export const confirmInWallet = (page: Page) => page.evaluate(() => testWalletOf(window).confirm())

/** The owner chooses another account in the wallet. */
export const chooseInWallet = (page: Page, address: string) =>
  page.evaluate(address => testWalletOf(window).choose(address), address)

/**
 * Puts a wallet into the page's browser that announces itself as extensions do (EIP-6963). It has a chain of its own
 * that it can be switched from, and hands everything else to the node, which holds the account's key.
 */
export async function installWallet(page: Page, options: WalletOptions) {
  await page.addInitScript((options: WalletOptions) => {
    const { rpcUrl, chainId, refusesFrom = Number.POSITIVE_INFINITY, atomic = false } = options
    const listeners: Record<string, ((value: unknown) => void)[]> = {}
    const hex = (value: number) => `0x${value.toString(16)}`
    let current = chainId
    let address = options.address
    let held: (() => void)[] = []
    const wallet = {
      mood: options.mood ?? 'confirms',
      asked: 0,
      confirm() {
        for (const go of held) go()
        held = []
      },
      choose(other: string) {
        address = other
        for (const listener of listeners.accountsChanged ?? []) listener([other])
      },
    }
    Object.assign(window, { testWalletOf: () => wallet })

    async function askNode(method: string, params: unknown) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
      const response = await fetch(rpcUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        // a wallet goes on when the page is closed
        keepalive: body.length < 60_000,
      })
      const { result, error } = await response.json()
      if (error) throw Object.assign(new Error(error.message), error)
      return result
    }

    /** Asks the wallet's owner. */
    async function ask() {
      const number = wallet.asked++
      if (wallet.mood === 'refuses' || number >= refusesFrom) {
        throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
      }
      if (wallet.mood === 'waits') await new Promise<void>(resolve => held.push(resolve))
    }

    /** Several calls in one transaction, by the code of the account. */
    async function sendCalls({ calls, from }: { calls: { to: string; data: string }[]; from: string }) {
      const packed = calls.map(({ to, data }) => {
        const bytes = data.slice(2)
        return to.slice(2) + (bytes.length / 2).toString(16).padStart(64, '0') + bytes
      })
      const gas = hex(16_000_000)
      return {
        id: await askNode('eth_sendTransaction', [{ from, to: from, data: `0x${packed.join('')}`, gas }]),
      }
    }

    async function callsStatus(id: string) {
      const receipt = await askNode('eth_getTransactionReceipt', [id])
      const status = receipt === null ? 100 : receipt.status === '0x1' ? 200 : 500
      const receipts = receipt === null ? [] : [receipt]
      return { version: '2.0.0', id, chainId: hex(current), atomic: true, status, receipts }
    }

    async function request({ method, params }: { method: string; params?: unknown[] }) {
      const [first] = params ?? []
      switch (method) {
        case 'eth_requestAccounts':
          sessionStorage.setItem('test-wallet', 'may be seen')
          return [address]
        case 'eth_accounts':
          return sessionStorage.getItem('test-wallet') ? [address] : []
        case 'eth_chainId':
          return hex(current)
        case 'wallet_switchEthereumChain':
          current = Number((first as { chainId: string }).chainId)
          for (const listener of listeners.chainChanged ?? []) listener(hex(current))
          return null
        case 'wallet_getCapabilities':
          if (!atomic) break
          return { [hex(current)]: { atomic: { status: 'supported' } } }
        case 'wallet_sendCalls':
          await ask()
          return sendCalls(first as { calls: { to: string; data: string }[]; from: string })
        case 'wallet_getCallsStatus':
          return callsStatus(first as string)
        case 'eth_sendTransaction':
          await ask()
          return askNode(method, params)
      }
      if (method.startsWith('wallet_')) throw Object.assign(new Error('no such method'), { code: -32601 })
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
    const name = options.name ?? 'Test Wallet'
    const info = {
      uuid: crypto.randomUUID(),
      name,
      rdns: `${name.toLowerCase().replace(/\W+/g, '.')}.example`,
      icon:
        options.icon ??
        'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" rx="2" fill="%23b9560f"/></svg>',
    }
    const announce = () => {
      const detail = Object.freeze({ info, provider })
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    }
    window.addEventListener('eip6963:requestProvider', announce)
    announce()
  }, options)
}

/**
 * Makes the calls that follow one another in its data (20 bytes of address, 32 of length, data), all or none:
 * for each: CALLDATACOPY of its data, CALL, REVERT if it fails.
 */
const executor =
  '0x5f5b803611600957005b806014013580826034015f375f5f825f5f863560601c5af16028575f5ffd5b01603401600156'

const executorAddress: Address = '0x00000000000000000000000000000000000ba7c4'

/** Gives an account code that makes several calls at once, as EIP-7702 does: it still has its key. */
export async function makeBatching(rpcUrl: string, address: Address) {
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(rpcUrl) })
  await tester.setCode({ address: executorAddress, bytecode: executor })
  await tester.setCode({ address, bytecode: concat(['0xef0100', executorAddress]) })
}
