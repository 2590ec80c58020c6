import { Table, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { formatPercent } from '../../ui/format.ts'
import classes from './ConfusionTable.module.css'
import type { Confusion } from './judge.ts'

interface Props {
  confusion: Confusion
  classNames: readonly string[]
}

/** How often the model says which class of the samples of each class, now. */
export function ConfusionTable({ confusion: { counts, totals }, classNames }: Props) {
  const id = useId()
  const nameOf = (label: number) => classNames[label] ?? `class ${label}`
  const labels = counts.map((_, label) => label)
  return (
    <section aria-labelledby={id}>
      <Title order={3} id={id}>
        Class by class
      </Title>
      <Text size="sm" c="dimmed" mt={4}>
        A line for each class, with what the model says of its samples now.
      </Text>
      <Table.ScrollContainer
        minWidth={120 + 64 * counts.length}
        mah={420}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': 'Class by class' } }}
      >
        <Table withRowBorders verticalSpacing={6} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Samples of</Table.Th>
              {labels.map(label => (
                <Table.Th key={label} scope="col" ta="right">
                  says {nameOf(label)}
                </Table.Th>
              ))}
              <Table.Th scope="col" ta="right">
                Right
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {labels.map(label => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{nameOf(label)}</Table.Th>
                {labels.map(given => (
                  <Table.Td key={given} ta="right" className={given === label ? classes.right : undefined}>
                    {counts[label]![given]!.toLocaleString('en')}
                  </Table.Td>
                ))}
                <Table.Td ta="right">
                  {totals[label] === 0
                    ? 'no samples'
                    : formatPercent(counts[label]![label]! / totals[label]!)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}
