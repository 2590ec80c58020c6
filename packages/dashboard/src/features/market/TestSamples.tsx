import { decodePage } from '@cotrain/sdk'
import { Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import type { MarketModel } from '../model/readyModel.ts'
import { SampleList } from './SampleList.tsx'

/** The test samples of the present market, as far as they are published. */
export function TestSamples({ model }: { model: MarketModel }) {
  const { twin, reference, synced } = model
  const samples = useMemo(() => {
    const opened = synced.events.findLastIndex(({ eventName }) => eventName === 'MarketOpened')
    return synced.events
      .slice(opened + 1)
      .flatMap(({ eventName, args }) => (eventName === 'TestPublished' ? decodePage(args.data) : []))
  }, [synced.events])
  const right = useMemo(
    () => samples.filter(({ label, sample }) => twin.predict(reference.modelId, sample) === label).length,
    [twin, reference.modelId, samples],
  )
  if (samples.length === 0) return null
  return (
    <Stack component="section" gap="xs" aria-labelledby="test-samples">
      <Title order={2} id="test-samples">
        The test set
      </Title>
      <Text c="dimmed">
        The model gets {right.toLocaleString('en')} of {samples.length.toLocaleString('en')} right now.
      </Text>
      <SampleList model={model} samples={samples} />
    </Stack>
  )
}
