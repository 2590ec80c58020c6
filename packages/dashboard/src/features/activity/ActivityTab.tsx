import { Stack, Title } from '@mantine/core'
import { Paged } from '../../ui/Paged.tsx'
import { AccuracyCard } from '../accuracy/AccuracyCard.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './Activity.module.css'
import { ActivityItem } from './ActivityItem.tsx'
import { toldOf } from './told.ts'

/** What happened to the model, the newest first, and how its accuracy went. */
export function ActivityTab({ model }: { model: ReadyModel }) {
  const events = toldOf(model).toReversed()
  return (
    <Stack gap="xl">
      <AccuracyCard model={model} />
      <section aria-labelledby="activity-title">
        <Title order={2} id="activity-title">
          What happened
        </Title>
        <Paged all={events} more="older">
          {shown => (
            <ol className={classes.list} reversed>
              {shown.map(event => (
                <ActivityItem key={`${event.blockNumber}-${event.logIndex}`} model={model} event={event} />
              ))}
            </ol>
          )}
        </Paged>
      </section>
    </Stack>
  )
}
