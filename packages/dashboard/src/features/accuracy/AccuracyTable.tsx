import { Table } from '@mantine/core'
import { capitalised, formatDate, formatPercent } from '../../ui/format.ts'
import type { AccuracyPoint } from './history.ts'

interface Props {
  points: readonly AccuracyPoint[]
  /** What the held-out samples are called. */
  heldOut: string
  /** What the model is given at a time. */
  lesson: { one: string; many: string }
}

export function AccuracyTable({ points, heldOut, lesson }: Props) {
  return (
    <Table.ScrollContainer minWidth={300} mah={260}>
      <Table captionSide="top">
        <Table.Caption>
          Accuracy on the held-out {heldOut} after each {lesson.one}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{capitalised(lesson.many)}</Table.Th>
            <Table.Th scope="col">Accuracy</Table.Th>
            <Table.Th scope="col">When</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ lessons, accuracy, time }) => (
            <Table.Tr key={lessons}>
              <Table.Td>{lessons}</Table.Td>
              <Table.Td>{formatPercent(accuracy)}</Table.Td>
              <Table.Td>{time !== undefined ? formatDate(time) : lessons === 0 ? 'at first' : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
