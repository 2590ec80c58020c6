import { formatModelId, parseTestSet, publishTestSet, type TestSet } from '@cotrain/sdk'
import { Button, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { readTextFile } from '../../ui/readTextFile.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'
import { SecretFile } from './SecretFile.tsx'
import { SponsorOnly } from './SponsorOnly.tsx'
import { useKeptTestSets } from './secrets.ts'

/** Publishes the test set: as this browser keeps it, as the local chain brought it, or from the sponsor's file. */
export function PublishStep({ model, market }: StepProps) {
  return (
    <SponsorOnly as="sponsor" address={market.sponsor}>
      <Publish model={model} market={market} />
    </SponsorOnly>
  )
}

function Publish({ model, market: { published, pages } }: StepProps) {
  const source = useSource(model)
  const [file, setFile] = useState<File | null>(null)
  const publish = useSend(
    async client => {
      const testSet = file ? parseTestSet(await readTextFile(file)) : await source.read?.()
      if (!testSet) throw new Error('Choose the file of the test set first.')
      return publishTestSet(client, { model: model.reference, testSet })
    },
    () => ({ title: 'Publish the test set', model: model.reference }),
  )
  return (
    <Stack gap="sm">
      {source.read ? (
        <Text size="sm" c="dimmed">
          {source.text}
        </Text>
      ) : (
        <SecretFile
          label="The file of the test set"
          description="The one that was saved when the market was opened."
          file={file}
          onChange={setFile}
        />
      )}
      {pages > 1n && (
        <div>
          <Text size="sm" c="dimmed" mb={6} role="status">
            {published.toLocaleString('en')} of {pages.toLocaleString('en')} pages published
          </Text>
          <Progress
            value={(100 * Number(published)) / Number(pages)}
            color="petrol"
            aria-label="Pages published"
          />
        </div>
      )}
      <div>
        <Button
          disabled={!source.read && !file}
          loading={publish.isPending}
          onClick={() => publish.mutate(undefined)}
        >
          Publish the test set
        </Button>
      </div>
      <ErrorNotice error={publish.error} />
    </Stack>
  )
}

interface Source {
  /** Undefined when the sponsor has to choose the file. */
  read?: () => Promise<TestSet>
  text: string
}

/** Where the test set can be had without a file. */
function useSource(model: MarketModel): Source {
  const { models } = useNetwork()
  const kept = useKeptTestSets(model).present
  const url = models.find(({ id }) => id === formatModelId(model.reference))?.secret
  if (kept)
    return { read: async () => kept, text: 'This browser keeps the test set: there is no file to choose.' }
  if (url !== undefined) {
    return {
      read: async () => parseTestSet(await fetchSecret(url)),
      text: 'The test set of this market came with the local chain: there is no file to choose.',
    }
  }
  return { text: '' }
}

async function fetchSecret(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The test set cannot be loaded (${response.status}).`)
  return response.text()
}
