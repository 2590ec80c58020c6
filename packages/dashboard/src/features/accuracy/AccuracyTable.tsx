import { Table } from '@mantine/core'
import { capitalised, formatDate, formatPercent } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'
import type { AccuracyPoint } from './replay.ts'

interface Props {
  points: readonly AccuracyPoint[]
  /** What the test samples are called. */
  noun: string
  /** What the model is given at a time. */
  lesson: { one: string; many: string }
}

export function AccuracyTable({ points, noun, lesson }: Props) {
  const title = `Accuracy on the ${noun} after each ${lesson.one}`
  return (
    <Table.ScrollContainer
      minWidth={440}
      mah={320}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': title } }}
    >
      <Table captionSide="top" stickyHeader>
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{capitalised(lesson.many)}</Table.Th>
            <Table.Th scope="col">Accuracy</Table.Th>
            <Table.Th scope="col">When</Table.Th>
            <Table.Th scope="col">Whose</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ lessons, accuracy, time, by }) => (
            <Table.Tr key={lessons}>
              <Table.Td>{lessons}</Table.Td>
              <Table.Td>{formatPercent(accuracy)}</Table.Td>
              <Table.Td>{lessons === 0 ? 'at first' : time === undefined ? '–' : formatDate(time)}</Table.Td>
              <Table.Td>{by ? <Person address={by} /> : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
