import { Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import type { Address } from 'viem'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { ActivityItem } from '../activity/ActivityItem.tsx'
import { isNamed } from '../activity/filter.ts'
import { type ToldEvent, toldOf } from '../activity/told.ts'
import { modelPath } from '../model/modelPath.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import type { Found } from './PersonModel.tsx'

/** Something that happened to a model. */
interface Happened {
  model: ReadyModel
  event: ToldEvent
}

/** What somebody has done with all models, and what was done about it, the newest first. */
export function PersonHistory({ person, found }: { person: Address; found: readonly Found[] }) {
  const rows = useMemo(() => historyOf(person, found), [person, found])
  return (
    <section aria-labelledby="person-history">
      <Title order={2} id="person-history">
        History
      </Title>
      {rows.length === 0 ? (
        <Text c="dimmed">Nothing so far.</Text>
      ) : (
        <VirtualList rows={rows} keyOf={keyOf} estimate={98} labelledBy="person-history">
          {({ model, event }) => <ActivityItem model={model} event={event} named />}
        </VirtualList>
      )}
    </section>
  )
}

const keyOf = ({ model, event }: Happened) =>
  `${modelPath(model.reference)} ${event.blockNumber}-${event.logIndex}`

function historyOf(person: Address, found: readonly Found[]): Happened[] {
  const wanted = person.toLowerCase()
  const all = found.flatMap(({ model }) =>
    toldOf(model)
      .filter(event => isNamed(event, wanted))
      .map(event => ({ model, event })),
  )
  return all.sort((a, b) => order(a.event, b.event))
}

const order = (a: ToldEvent, b: ToldEvent) =>
  a.blockNumber === b.blockNumber ? b.logIndex - a.logIndex : a.blockNumber < b.blockNumber ? 1 : -1
