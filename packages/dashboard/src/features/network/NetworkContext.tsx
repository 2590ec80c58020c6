import { createContext, type ReactNode, useContext } from 'react'
import type { Network } from './network.ts'

const NetworkContext = createContext<Network | null>(null)

export function NetworkProvider({ network, children }: { network: Network; children: ReactNode }) {
  return <NetworkContext value={network}>{children}</NetworkContext>
}

export function useNetwork(): Network {
  const network = useContext(NetworkContext)
  if (!network) throw new Error('useNetwork needs a NetworkProvider above it.')
  return network
}
