import { decodePiece } from '@cotrain/sdk'
import { List, Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { Paged } from '../../ui/Paged.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { SampleWords } from '../model/SampleWords.tsx'

const few = 8

/** The test samples that the sponsor has shown: what the model is tried on is like them. */
export function ShownSamples({ model }: { model: MarketModel }) {
  const samples = useMemo(
    () =>
      model.synced.events.flatMap(({ eventName, args }) =>
        eventName === 'PieceRevealed' ? decodePiece(args.data) : [],
      ),
    [model.synced.events],
  )
  const { twin, reference } = model
  const right = useMemo(
    () => samples.filter(({ label, sample }) => twin.predict(reference.modelId, sample) === label).length,
    [twin, reference.modelId, samples],
  )
  if (samples.length === 0) return null
  return (
    <Stack component="section" gap="xs" aria-labelledby="shown-samples">
      <Title order={2} id="shown-samples">
        The test samples that are known
      </Title>
      <Text c="dimmed">
        The model gets {right.toLocaleString('en')} of {samples.length.toLocaleString('en')} right now.
      </Text>
      <Paged all={samples} size={few}>
        {shown => (
          <List spacing={4}>
            {shown.map(({ label, sample }, i) => (
              // Samples never change places, and one can be there twice.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <List.Item key={i}>
                <SampleWords model={model} sample={sample} /> is <strong>{model.classNames[label]}</strong>
              </List.Item>
            ))}
          </List>
        )}
      </Paged>
    </Stack>
  )
}
