import { Button, Code, FileInput, Group, NumberInput, Stack, Text } from '@mantine/core'
import { IconDownload, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'
import { SponsorOnly } from './SponsorOnly.tsx'
import { useCommitment } from './useCommitment.ts'

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

interface Draft {
  file: File | null
  pieces: number | string
  /** In the chain's currency. */
  bounty: number | string
}

function Commit({ model, market }: StepProps) {
  const { drawnPieces } = market.options
  const [draft, setDraft] = useState<Draft>({
    file: null,
    pieces: Math.min(maxPieces, drawnPieces + 3),
    bounty: '1',
  })
  const { seal, commit } = useCommitment(model)
  const { file, pieces, bounty } = draft
  const complete = file !== null && Number(pieces) > drawnPieces && Number(bounty) > 0
  const change = (changes: Partial<Draft>) => {
    setDraft({ ...draft, ...changes })
    if (!('bounty' in changes)) seal.reset()
  }
  return (
    <Stack gap="sm" maw={520}>
      <Fields draft={draft} drawnPieces={drawnPieces} onChange={change} />
      <Group gap="sm">
        <Button
          variant={seal.data ? 'light' : 'filled'}
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={!complete}
          onClick={() => file && seal.mutate({ file, pieces: Number(pieces) })}
        >
          Save the secret file
        </Button>
        <Button
          disabled={!complete || !seal.data}
          loading={commit.isPending}
          onClick={() => seal.data && commit.mutate({ testSet: seal.data, bounty: String(bounty) })}
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

interface FieldsProps {
  draft: Draft
  drawnPieces: number
  onChange: (changes: Partial<Draft>) => void
}

function Fields({ draft: { file, pieces, bounty }, drawnPieces, onChange }: FieldsProps) {
  const { symbol } = useNetwork().chain.nativeCurrency
  return (
    <>
      <FileInput
        label="Test samples"
        description="A file with a sample a line, its label first, as for “cotrain evaluate”."
        placeholder="Choose the file"
        leftSection={<IconFileText size={18} aria-hidden />}
        value={file}
        onChange={chosen => onChange({ file: chosen })}
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
          onChange={value => onChange({ pieces: value })}
        />
        <NumberInput
          label={`Bounty in ${symbol}`}
          description="Shared by what helps"
          min={0}
          value={bounty}
          onChange={value => onChange({ bounty: value })}
        />
      </Group>
    </>
  )
}
