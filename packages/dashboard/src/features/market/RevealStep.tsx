import { formatModelId, parseTestSet, revealPieces } from '@cotrain/sdk'
import { Button, FileInput, Stack, Text } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { readTextFile } from '../../ui/readTextFile.ts'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'
import { SponsorOnly } from './SponsorOnly.tsx'

/** Reveals the pieces that are due, from the sponsor's secret file. */
export function RevealStep({ model, market }: StepProps) {
  return (
    <SponsorOnly as="sponsor" address={market.sponsor}>
      <Reveal model={model} market={market} />
    </SponsorOnly>
  )
}

function Reveal({ model, market }: StepProps) {
  const { models } = useNetwork()
  const url = models.find(({ id }) => id === formatModelId(model.reference))?.secret
  const [file, setFile] = useState<File | null>(null)
  const reveal = useSend(async client => {
    const json = file ? await readTextFile(file) : await fetchSecret(url!)
    return revealPieces(client, { model: model.reference, testSet: parseTestSet(json) })
  })
  return (
    <Stack gap="sm">
      {url === undefined ? (
        <FileInput
          label="The secret file of the test set"
          description="The one that was written when the market was made; it does not leave your browser but for the pieces that are due."
          placeholder="Choose the file"
          leftSection={<IconFileText size={18} aria-hidden />}
          accept="application/json,.json"
          value={file}
          onChange={setFile}
          clearable
          maw={480}
        />
      ) : (
        <Text size="sm" c="dimmed">
          The test set of this market came with the local chain: there is no file to choose.
        </Text>
      )}
      <div>
        <Button
          disabled={url === undefined && !file}
          loading={reveal.isPending}
          onClick={() => reveal.mutate(undefined)}
        >
          {market.phaseName === 'opening' ? 'Show the drawn pieces' : 'Reveal the rest'}
        </Button>
      </div>
      <ErrorNotice error={reveal.error} />
    </Stack>
  )
}

async function fetchSecret(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The secret file cannot be loaded (${response.status}).`)
  return response.text()
}
