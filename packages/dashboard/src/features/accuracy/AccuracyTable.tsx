import { Table } from '@mantine/core'
import { formatDate, formatPercent } from '../../ui/format.ts'
import type { AccuracyPoint } from './history.ts'

interface Props {
  points: readonly AccuracyPoint[]
  /** What the held-out samples are called. */
  heldOut: string
}

export function AccuracyTable({ points, heldOut }: Props) {
  return (
    <Table.ScrollContainer minWidth={300} mah={260}>
      <Table captionSide="top">
        <Table.Caption>Accuracy on the held-out {heldOut} after each contribution</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Contributions</Table.Th>
            <Table.Th scope="col">Accuracy</Table.Th>
            <Table.Th scope="col">When</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ contributions, accuracy, time }) => (
            <Table.Tr key={contributions}>
              <Table.Td>{contributions}</Table.Td>
              <Table.Td>{formatPercent(accuracy)}</Table.Td>
              <Table.Td>
                {time !== undefined ? formatDate(time) : contributions === 0 ? 'at first' : '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
