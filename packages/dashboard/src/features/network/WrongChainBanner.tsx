import { Alert, Button, Container, Group, Text } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useConnection, useSwitchChain } from 'wagmi'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useNetwork } from './NetworkContext.tsx'

/** The wallet stands on another chain than the page: it must change before anything can be sent. */
export function WrongChainBanner() {
  const { chain } = useNetwork()
  const { chainId, connector } = useConnection()
  const { mutate: switchChain, isPending, error } = useSwitchChain()
  if (chainId === undefined || chainId === chain.id) return null
  return (
    <Container size="lg" w="100%" pt="md" px={{ base: 'md', sm: 'xl' }}>
      <Alert
        role="alert"
        color="orange"
        icon={<IconArrowsExchange aria-hidden />}
        title={`${connector?.name ?? 'Your wallet'} is on another chain`}
      >
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            This page reads {chain.name} (chain {chain.id}), your wallet is on chain {chainId}. Nothing can be
            sent until it switches.
          </Text>
          <Button size="xs" loading={isPending} onClick={() => switchChain({ chainId: chain.id })}>
            Switch to {chain.name}
          </Button>
        </Group>
        <ErrorNotice error={error} />
      </Alert>
    </Container>
  )
}
