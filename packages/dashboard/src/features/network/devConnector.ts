import { type Address, type EIP1193RequestFn, SwitchChainError, type Transport } from 'viem'
import { createConnector } from 'wagmi'

/** Whom a newcomer plays first; account 0 owns the models that `cotrain up` deploys. */
const firstAccount = 'dev-1'

/**
 * One of the local node's ten development accounts as a wallet. The node holds their keys and signs, so the page
 * holds none; other nodes refuse.
 */
export function devConnector(index: number, address: Address, transport: Transport) {
  const id = `dev-${index}`

  return createConnector(config => {
    const chain = config.chains[0]
    const node = transport({ chain }).request as EIP1193RequestFn
    const request = ((call: { method: string; params?: unknown }) => {
      const { method } = call
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return Promise.resolve([address])
      return node(call as Parameters<EIP1193RequestFn>[0])
    }) as EIP1193RequestFn

    return {
      id,
      name: `Account ${index}`,
      type: 'dev',
      address,
      async connect() {
        // The generic of wagmi's type (accounts with or without capabilities) cannot be met by a plain object.
        return { accounts: [address], chainId: chain.id } as never
      },
      async disconnect() {},
      async getAccounts() {
        return [address]
      },
      async getChainId() {
        return chain.id
      },
      async getProvider() {
        return { request }
      },
      /** Comes back after a reload when it was the last one used. */
      async isAuthorized() {
        const recent = await config.storage?.getItem('recentConnectorId')
        return (recent ?? firstAccount) === id
      },
      async switchChain({ chainId }) {
        if (chainId !== chain.id) throw new SwitchChainError(new Error('A local account has one chain only.'))
        return chain
      },
      onAccountsChanged() {},
      onChainChanged() {},
      onDisconnect() {},
    }
  })
}
