import { Button, Center, Loader, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { WagmiProvider } from 'wagmi'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DemoError } from '../demo/DemoError.ts'
import { loadLocalModels, loadNetwork } from './loadNetwork.ts'
import { NetworkProvider } from './NetworkContext.tsx'
import type { Network } from './network.ts'
import { createWagmiConfig } from './wagmiConfig.ts'

interface Props {
  /** What is there while nobody knows a chain: it asks for one. */
  otherwise: ReactNode
  children: ReactNode
}

/** Finds out which chain to read, asks when nobody knows, and connects the page to it. */
export function WithNetwork({ otherwise, children }: Props) {
  const [progress, setProgress] = useState<number>()
  const {
    data: network,
    error,
    refetch,
  } = useQuery({
    queryKey: ['network'],
    queryFn: () => loadNetwork(setProgress),
    staleTime: Infinity,
    // what it holds is no plain data
    structuralSharing: false,
  })
  if (error) return <NotStarted error={error} onRetry={refetch} />
  if (network === undefined) return <Starting progress={progress} />
  if (network === null) return otherwise
  return <Connected network={network}>{children}</Connected>
}

function Connected({ network, children }: { network: Network; children: ReactNode }) {
  const [config] = useState(() => createWagmiConfig(network))
  return (
    <WagmiProvider config={config}>
      <NetworkProvider network={useGrowing(network)}>{children}</NetworkProvider>
    </WagmiProvider>
  )
}

/** Milliseconds until the server is asked again which models are there. */
const askAgainAfter = 3_000

/** The network with the models that have been deployed since the page was opened. */
function useGrowing(network: Network): Network {
  const { data } = useQuery({
    queryKey: ['local-models', network.rpcUrl],
    queryFn: loadLocalModels,
    enabled: network.isGrowing === true,
    initialData: { models: network.models, isGrowing: network.isGrowing ?? false },
    refetchInterval: query => (query.state.data?.isGrowing ? askAgainAfter : false),
    retry: false,
  })
  return useMemo(() => ({ ...network, ...data }), [network, data])
}

function NotStarted({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const isDemo = error instanceof DemoError
  return (
    <Center component="main" mih="100vh">
      <EmptyState
        order={1}
        title={isDemo ? 'The demo cannot be loaded' : 'The server of this page does not answer'}
        text={
          isDemo
            ? error.message
            : 'Is cotrain still running? Start it again with npm start: it goes on where it stopped.'
        }
      >
        <Button onClick={onRetry}>Try again</Button>
      </EmptyState>
    </Center>
  )
}

/** @param progress How much of the demo is loaded, 0 to 1; undefined while the chain is looked for. */
function Starting({ progress }: { progress: number | undefined }) {
  return (
    <Center mih="100vh">
      {progress === undefined ? (
        <Loader aria-label="Looking for the chain" role="status" />
      ) : (
        <Stack w={260} gap="xs">
          <Text ta="center">Loading the demo…</Text>
          <Progress value={100 * progress} aria-label="Loading the demo" />
        </Stack>
      )}
    </Center>
  )
}
