import { formatModelId } from '@cotrain/sdk'
import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { HowItWorks } from './HowItWorks.tsx'
import { ModelCard } from './ModelCard.tsx'
import { useModels } from './modelsQuery.ts'

export function ModelsPage() {
  usePageTitle('Models')
  return (
    <Stack gap="xl">
      <div>
        <Title order={1}>Models that anyone trains</Title>
        <Text c="dimmed" mt={6} maw={640}>
          Each lives in a smart contract. Asking one costs nothing. Teaching one pays when you prove right: a
          deposit comes back, you earn points, or you share a bounty, as its owner has chosen.
        </Text>
      </div>
      <ModelList />
      <HowItWorks />
    </Stack>
  )
}

function ModelList() {
  const { data: models, error } = useModels()
  const { chain } = useNetwork()
  if (!models)
    return error ? <ErrorNotice error={error} title="The models cannot be read" /> : <Placeholder />
  if (models.length === 0) {
    return (
      <EmptyState
        order={2}
        title={`No models on ${chain.name} yet`}
        text={
          <>
            The first one can be yours: <code>npx cotrain deploy --help</code> tells how.
          </>
        }
      />
    )
  }
  return (
    <SimpleGrid
      cols={{ base: 1, md: 2 }}
      spacing="lg"
      component="ul"
      p={0}
      m={0}
      style={{ listStyle: 'none' }}
    >
      {models.map(model => (
        <li key={formatModelId(model)}>
          <ModelCard model={model} />
        </li>
      ))}
    </SimpleGrid>
  )
}
