import type { AnySample } from '@cotrain/sdk'
import { LockClosedIcon } from '@heroicons/react/24/outline'
import { Card, Grid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReadyModel } from '../model/readyModel.ts'
import { SampleInput } from '../model/SampleInput.tsx'
import { useDraftSample } from '../model/useDraftSample.ts'
import { PredictResult } from './PredictResult.tsx'

export function PredictTab({ model }: { model: ReadyModel }) {
  const { sample, problem, busy } = useDraftSample(model)
  const answered = useHeld(sample, busy)
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <Stack gap="sm">
          <SampleInput model={model} sample={sample} error={problem} />
          <Text size="sm" c="dimmed">
            <LockClosedIcon width={15} style={{ verticalAlign: '-2px' }} aria-hidden /> Worked out in your
            browser with the model's weights of block {model.synced.blockNumber.toLocaleString('en')}. Nothing
            is sent to the chain or to anybody, and it costs nothing.
          </Text>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <Card mih={340}>
          <PredictResult model={model} sample={answered} />
        </Card>
      </Grid.Col>
    </Grid>
  )
}

/** The last sample while the next one is being made, so that the answer does not flicker as one types. */
function useHeld(sample: AnySample | undefined, busy: boolean): AnySample | undefined {
  const [held, setHeld] = useState(sample)
  if (!busy && held !== sample) setHeld(sample)
  return busy ? held : sample
}
