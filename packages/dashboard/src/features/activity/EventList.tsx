import { Group, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { useAddressChoice, useAddressChoices } from '../../ui/useAddressChoice.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { useAccountName } from '../account/accounts.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './Activity.module.css'
import { ActivityItem } from './ActivityItem.tsx'
import { eventKindNames, eventKinds, eventsShown, peopleIn } from './filter.ts'
import { type ToldEvent, toldOf } from './told.ts'

/** So many people can be chosen from; others by their own page. */
const most = 50

/** What happened to the model, the newest first: all, or of a kind, or by somebody. */
export function EventList({ model }: { model: ReadyModel }) {
  const [kind, setKind] = useAddressChoice('kind', eventKinds)
  const [params, change] = useAddressChoices()
  const person = params.get('person') ?? undefined
  const events = useMemo(() => eventsShown(model, kind, person), [model, kind, person])
  const nameOf = useAccountName()
  const people = useMemo(() => peopleIn(toldOf(model)).slice(0, most), [model])
  const addresses = ['', ...new Set([...people.map(({ address }) => address), ...(person ? [person] : [])])]
  const names = Object.fromEntries(addresses.map(address => [address, address ? nameOf(address) : 'Anybody']))
  return (
    <section aria-labelledby="activity-title">
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2} id="activity-title">
            What happened
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {events.length.toLocaleString('en')} {events.length === 1 ? 'event' : 'events'}
          </Text>
        </div>
        <Group gap="sm">
          <ChoiceField
            label="Kind"
            values={eventKinds}
            names={eventKindNames}
            value={kind}
            onChange={setKind}
          />
          <ChoiceField
            label="By"
            values={addresses}
            names={names}
            value={person ?? ''}
            onChange={value => change({ person: value || undefined })}
          />
        </Group>
      </Group>
      {events.length === 0 ? (
        <Text c="dimmed" mt="xs">
          Nothing of that kind has happened.
        </Text>
      ) : (
        <VirtualList
          rows={events}
          keyOf={keyOf}
          estimate={78}
          className={classes.list}
          labelledBy="activity-title"
        >
          {event => <ActivityItem model={model} event={event} />}
        </VirtualList>
      )}
    </section>
  )
}

const keyOf = ({ blockNumber, logIndex }: ToldEvent) => `${blockNumber}-${logIndex}`
