import { Button, Center, Loader } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { WagmiProvider } from 'wagmi'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NetworkProvider } from './NetworkContext.tsx'
import { loadNetwork, type Network } from './network.ts'
import { createWagmiConfig } from './wagmiConfig.ts'

const networkQueryOptions = queryOptions({
  queryKey: ['network'],
  queryFn: loadNetwork,
  staleTime: Infinity,
})

interface Props {
  /** What is there while nobody knows a chain: it asks for one. */
  otherwise: ReactNode
  children: ReactNode
}

/** Finds out which chain to read, asks when nobody knows, and connects the page to it. */
export function WithNetwork({ otherwise, children }: Props) {
  const { data: network, error, refetch } = useQuery(networkQueryOptions)
  if (error) return <NoServer onRetry={refetch} />
  if (network === undefined) return <Starting />
  if (network === null) return otherwise
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

function NoServer({ onRetry }: { onRetry: () => void }) {
  return (
    <Center component="main" mih="100vh">
      <EmptyState
        order={1}
        title="The server of this page does not answer"
        text="Is cotrain still running? Start it again with npm start: it goes on where it stopped."
      >
        <Button onClick={onRetry}>Try again</Button>
      </EmptyState>
    </Center>
  )
}

function Starting() {
  return (
    <Center mih="100vh">
      <Loader aria-label="Looking for the chain" role="status" />
    </Center>
  )
}
