import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { AddModel } from '../ownModels/AddModel.tsx'
import { HowItWorks } from './HowItWorks.tsx'
import { ModelList } from './ModelList.tsx'
import { useModels } from './modelsQuery.ts'

export function ModelsPage() {
  usePageTitle('Models')
  return (
    <Stack gap="xl">
      <div>
        <Group justify="space-between" gap="xs">
          <Title order={1}>Models that anyone trains</Title>
          <AddModel />
        </Group>
        <Text c="dimmed" mt={6} maw={640}>
          Each lives in a smart contract. Asking one costs nothing. Teaching one pays when you prove right: a
          deposit comes back, you earn points, or you share a bounty, as its owner has chosen.
        </Text>
      </div>
      <Gallery />
      <HowItWorks />
    </Stack>
  )
}

function Gallery() {
  const { data: models, error } = useModels()
  const { chain } = useNetwork()
  if (!models)
    return error ? <ErrorNotice error={error} title="The models cannot be read" /> : <Placeholder fills />
  if (models.length === 0) {
    return (
      <EmptyState
        order={2}
        title={`No models on ${chain.name} yet`}
        text="The first one can be yours: make it of a table, or bring one that you have."
      >
        <Button component={Link} to="/publish">
          Publish a model
        </Button>
      </EmptyState>
    )
  }
  return <ModelList models={models} />
}
