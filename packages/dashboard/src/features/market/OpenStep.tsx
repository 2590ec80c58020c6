import { DocumentTextIcon } from '@heroicons/react/24/outline'
import { Button, FileInput, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'
import { RulesForm } from './RulesForm.tsx'
import { SponsorOnly } from './SponsorOnly.tsx'
import { useOpening } from './useOpening.ts'
import { useSetRules } from './useSetRules.ts'

/** The owner makes a test set out of a file, keeps it, and opens a market with a bounty. */
export function OpenStep({ model, market }: StepProps) {
  const { owner } = model.twin.model(model.reference.modelId)
  return (
    <SponsorOnly as="owner" address={owner}>
      <Open model={model} market={market} />
    </SponsorOnly>
  )
}

function Open({ model, market }: StepProps) {
  const { symbol } = useNetwork().chain.nativeCurrency
  const [file, setFile] = useState<File | null>(null)
  const [bounty, setBounty] = useState<number | string>('1')
  const { read, open } = useOpening(model)
  const count = read.data?.count
  const fits = count === market.options.testSamples
  const choose = (chosen: File | null) => {
    setFile(chosen)
    if (chosen) read.mutate(chosen)
    else read.reset()
  }
  return (
    <Stack gap="sm" maw={560}>
      <FileInput
        label="Test samples"
        description={`A file of ${market.options.testSamples} samples that no training has seen, one a line, the label first.`}
        placeholder="Choose the file"
        leftSection={<DocumentTextIcon width={18} aria-hidden />}
        value={file}
        onChange={choose}
        clearable
      />
      {count !== undefined && !fits && <OtherCount model={model} market={market} count={count} />}
      <NumberInput
        label={`Bounty in ${symbol}`}
        description="What nobody earns comes back when the market is settled."
        min={0}
        value={bounty}
        onChange={setBounty}
        maw={240}
      />
      <div>
        <Button
          disabled={!read.data || !fits || !(Number(bounty) > 0)}
          loading={open.isPending || read.isPending}
          onClick={() => read.data && open.mutate({ testSet: read.data.testSet, bounty: String(bounty) })}
        >
          Open the market
        </Button>
      </div>
      <Text size="sm" c="dimmed">
        This browser keeps the test set, and saves it as a file. Keep the file safe and to yourself: who knows
        it can earn the bounty, and without it nothing can be published, and the bounty is lost.
      </Text>
      <ErrorNotice error={read.error ?? open.error} />
      <RulesForm model={model} market={market} />
    </Stack>
  )
}

/** The file has more or fewer samples than the rules say: these can be changed, since no market runs. */
function OtherCount({ model, market, count }: StepProps & { count: number }) {
  const setRules = useSetRules(model)
  return (
    <>
      <Group gap="sm">
        <Text size="sm" role="status">
          The file has {count} samples; the rules say {market.options.testSamples}.
        </Text>
        <Button
          size="compact-md"
          variant="light"
          loading={setRules.isPending}
          onClick={() => setRules.mutate({ testSamples: count })}
        >
          Let the rules say {count}
        </Button>
      </Group>
      <ErrorNotice error={setRules.error} />
    </>
  )
}
