import { commitMarketSync, createTestSet, encodeTestSet, type TestSet } from '@cotrain/sdk'
import { Button, Code, FileInput, Group, NumberInput, Stack, Text } from '@mantine/core'
import { IconDownload, IconFileText } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { parseEther } from 'viem'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { parseSamples } from '../accuracy/heldOut.ts'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'
import { SponsorOnly } from './SponsorOnly.tsx'
import { saveFile } from './saveFile.ts'

/** More pieces than this the contract does not take. */
const maxPieces = 64

/** The owner makes a test set out of a file, keeps it, and commits to it with a bounty. */
export function CommitStep({ model, market }: StepProps) {
  const { owner } = model.twin.model(model.reference.modelId)
  return (
    <SponsorOnly as="owner" address={owner}>
      <Commit model={model} market={market} />
    </SponsorOnly>
  )
}

function Commit({ model, market }: StepProps) {
  const { symbol } = useNetwork().chain.nativeCurrency
  const { drawnPieces } = market.options
  const [file, setFile] = useState<File | null>(null)
  const [pieces, setPieces] = useState<number | string>(Math.min(maxPieces, drawnPieces + 3))
  const [bounty, setBounty] = useState<number | string>('1')
  const { reference } = model
  const seal = useMutation({
    mutationFn: async () => {
      const samples = parseSamples(await file!.text(), model)
      const testSet = createTestSet(samples, { kind: reference.kind, pieces: Number(pieces) })
      saveFile(`cotrain-market-${reference.modelId}.secret.json`, encodeTestSet(testSet))
      return testSet
    },
  })
  const commit = useSend((client, testSet: TestSet) =>
    commitMarketSync(client, { model: reference, testSet, bounty: parseEther(String(bounty)) }),
  )
  const change = (set: () => void) => {
    set()
    seal.reset()
  }
  const complete = file && Number(pieces) > drawnPieces && Number(bounty) > 0
  return (
    <Stack gap="sm" maw={520}>
      <FileInput
        label="Test samples"
        description="A file with a sample a line, its label first, as for “cotrain evaluate”."
        placeholder="Choose the file"
        leftSection={<IconFileText size={18} aria-hidden />}
        value={file}
        onChange={chosen => change(() => setFile(chosen))}
        clearable
      />
      <Group grow align="flex-start">
        <NumberInput
          label="Pieces"
          description={`${drawnPieces} of them will be shown`}
          min={drawnPieces + 1}
          max={maxPieces}
          allowDecimal={false}
          value={pieces}
          onChange={value => change(() => setPieces(value))}
        />
        <NumberInput
          label={`Bounty in ${symbol}`}
          description="Shared by what helps"
          min={0}
          value={bounty}
          onChange={setBounty}
        />
      </Group>
      <Group gap="sm">
        <Button
          variant={seal.data ? 'light' : 'filled'}
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={!complete}
          onClick={() => seal.mutate()}
        >
          Save the secret file
        </Button>
        <Button
          disabled={!complete || !seal.data}
          loading={commit.isPending}
          onClick={() => seal.data && commit.mutate(seal.data)}
        >
          Commit the bounty
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        Keep the file safe and to yourself: without it nothing can be revealed, and the bounty is lost to the
        contributors. <Code>npx cotrain market create</Code> does the same.
      </Text>
      <ErrorNotice error={seal.error ?? commit.error} />
    </Stack>
  )
}
