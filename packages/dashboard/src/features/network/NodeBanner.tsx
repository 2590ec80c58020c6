import { Alert, Button, Container, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useHead } from './head.ts'
import { useNetwork } from './NetworkContext.tsx'

/** Says that the node does not answer, for as long as it does not. */
export function NodeBanner() {
  const { rpcUrl, local } = useNetwork()
  const { isError, isFetching, refetch } = useHead()
  if (!isError) return null
  return (
    <Container size="lg" w="100%" pt="md" px={{ base: 'md', sm: 'xl' }}>
      <Alert
        role="alert"
        color="red"
        icon={<IconPlugConnectedX aria-hidden />}
        title={`The node at ${rpcUrl} does not answer`}
      >
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            {local
              ? 'Is cotrain still running? Start it again with npm start: it goes on where it stopped.'
              : 'Check your connection, or choose another node under “Chain settings” below.'}{' '}
            What you see may be out of date.
          </Text>
          <Button size="xs" variant="default" loading={isFetching} onClick={() => refetch()}>
            Try again
          </Button>
        </Group>
      </Alert>
    </Container>
  )
}
