import { Group, List, Text } from '@mantine/core'
import { formatDate } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'
import { MarkInText } from './Mark.tsx'
import type { Contributor } from './marks.ts'
import type { Tick } from './ticks.ts'

/** Whose the marks of the plot are. */
export function MarksLegend({ contributors }: { contributors: readonly Contributor[] }) {
  if (contributors.length === 0) return null
  return (
    <Group
      component="ul"
      gap="4px 16px"
      p={0}
      m={0}
      aria-label="Whose the marks are"
      style={{ listStyle: 'none' }}
    >
      {contributors.map(({ address, shape, points }) => (
        <Text component="li" size="sm" key={shape}>
          <MarkInText shape={shape} /> {address ? <Person address={address} /> : 'Others'}{' '}
          <Text span inherit c="dimmed">
            {points.toLocaleString('en')}
          </Text>
        </Text>
      ))}
    </Group>
  )
}

/** What the numbered lines of the plot are. */
export function TickList({ ticks }: { ticks: readonly Tick[] }) {
  if (ticks.length === 0) return null
  return (
    <List type="ordered" size="sm" aria-label="What the lines in the plot are">
      {ticks.map(({ text, time }, i) => (
        // Ticks never change places, and two can say the same.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <List.Item key={i}>
          {text}
          {time !== undefined && (
            <Text span inherit c="dimmed">
              , {formatDate(time)}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  )
}
