import { Button, Card, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { findDemo } from '../demo/startDemo.ts'
import { PriceForm } from '../transactions/cost/PriceForm.tsx'
import { StrangersSetting } from '../trust/StrangersSetting.tsx'
import { useNetwork } from './NetworkContext.tsx'
import { NetworkForm } from './NetworkForm.tsx'
import { shownNodes } from './network.ts'
import { chooseDemo } from './settings.ts'

export function SettingsPage() {
  const { kind } = useNetwork()
  usePageTitle('Chain settings')
  return (
    <Stack maw={640} gap="lg">
      <Title order={1}>Chain settings</Title>
      <Text>{kind === 'demo' ? <OfDemo /> : <OfNode />}</Text>
      <Card>
        <NetworkForm />
      </Card>
      <StrangersSetting />
      {kind !== 'demo' && <TryDemo />}
      <Card>
        <PriceForm />
      </Card>
    </Stack>
  )
}

function OfDemo() {
  return (
    <>
      This page plays a <strong>demo</strong>: a chain that runs in this tab only, with models to try. Choose
      a chain here to see models that others see too.
    </>
  )
}

function OfNode() {
  const { kind, chain, rpcUrl } = useNetwork()
  return (
    <>
      This page reads <strong>{chain.name}</strong> (chain {chain.id}) from <code>{shownNodes(rpcUrl)}</code>
      {kind === 'local' ? ', the local chain of this server.' : '.'}
    </>
  )
}

/** Where the page has a demo. */
function TryDemo() {
  const { data: demo } = useQuery({ queryKey: ['demo'], queryFn: findDemo, staleTime: Infinity })
  if (!demo) return null
  const start = () => {
    chooseDemo()
    window.location.assign('./')
  }
  return (
    <div>
      <Text c="dimmed" mb="xs">
        Or try everything with play money, on a chain in your browser that is gone when you leave.
      </Text>
      <Button variant="default" onClick={start}>
        Try the demo
      </Button>
    </div>
  )
}
