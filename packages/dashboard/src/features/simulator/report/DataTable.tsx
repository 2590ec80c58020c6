import type { Table as Data } from '@cotrain/simulator/report'
import { Table } from '@mantine/core'

/** A table of a report: a line a row, or with a single row a line a column, which fits narrow pages. */
export function DataTable({ table: { title, head, rows } }: { table: Data }) {
  const [only, ...more] = rows
  const upright = only !== undefined && more.length === 0
  return (
    <Table.ScrollContainer
      minWidth={upright ? 240 : 100 * head.length}
      {...(upright ? {} : { mah: 440 })}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': title } }}
    >
      <Table captionSide="top" withRowBorders verticalSpacing={6}>
        <Table.Caption ta="left">{title}</Table.Caption>
        {upright ? (
          <Upright head={head} row={only} />
        ) : (
          <>
            <Table.Thead>
              <Table.Tr>
                {head.map(name => (
                  <Table.Th key={name} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(row => (
                <Table.Tr key={row.join('\n')}>
                  {row.map((cell, i) => (
                    <Table.Td key={head[i]} style={{ whiteSpace: 'nowrap' }}>
                      {cell}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </>
        )}
      </Table>
    </Table.ScrollContainer>
  )
}

function Upright({ head, row }: { head: readonly string[]; row: readonly string[] }) {
  return (
    <Table.Tbody>
      {head.map((name, i) => (
        <Table.Tr key={name}>
          <Table.Th scope="row" fw={500}>
            {name}
          </Table.Th>
          <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
            {row[i]}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  )
}
