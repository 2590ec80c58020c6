import { Center, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { WagmiProvider } from 'wagmi'
import { NetworkProvider } from './NetworkContext.tsx'
import { loadNetwork, type Network } from './network.ts'
import { Welcome } from './Welcome.tsx'
import { createWagmiConfig } from './wagmiConfig.ts'

/** Finds out which chain to read, asks when nobody knows, and connects the page to it. */
export function WithNetwork({ children }: { children: ReactNode }) {
  const { data: network } = useQuery({ queryKey: ['network'], queryFn: loadNetwork, staleTime: Infinity })
  if (network === undefined) return <Starting />
  if (network === null) return <Welcome />
  return <Connected network={network}>{children}</Connected>
}

function Connected({ network, children }: { network: Network; children: ReactNode }) {
  const [config] = useState(() => createWagmiConfig(network))
  return (
    <WagmiProvider config={config}>
      <NetworkProvider network={network}>{children}</NetworkProvider>
    </WagmiProvider>
  )
}

function Starting() {
  return (
    <Center mih="100vh">
      <Loader aria-label="Looking for the chain" role="status" />
    </Center>
  )
}
