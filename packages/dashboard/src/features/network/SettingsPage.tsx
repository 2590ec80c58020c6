import { Card, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useNetwork } from './NetworkContext.tsx'
import { NetworkForm } from './NetworkForm.tsx'
import { shownNodes } from './network.ts'

export function SettingsPage() {
  const { chain, rpcUrl, local } = useNetwork()
  useDocumentTitle('Chain settings · Cotrain')
  return (
    <Stack maw={640} gap="lg">
      <Title order={1}>Chain settings</Title>
      <Text>
        This page reads <strong>{chain.name}</strong> (chain {chain.id}) from{' '}
        <code>{shownNodes(rpcUrl)}</code>
        {local ? ', the local chain of this server.' : '.'}
      </Text>
      <Card>
        <NetworkForm />
      </Card>
    </Stack>
  )
}
