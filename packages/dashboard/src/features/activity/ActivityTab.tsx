import { Stack } from '@mantine/core'
import { AccuracyCard } from '../accuracy/AccuracyCard.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { EventList } from './EventList.tsx'

/** What happened to the model, the newest first, and how its accuracy went. */
export function ActivityTab({ model }: { model: ReadyModel }) {
  return (
    <Stack gap="xl">
      <AccuracyCard model={model} />
      <EventList model={model} />
    </Stack>
  )
}
