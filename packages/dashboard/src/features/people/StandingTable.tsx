import { Anchor, Table, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Amount } from '../../ui/Amount.tsx'
import { mechanismTabs, modelPath } from '../model/modelPath.ts'
import { ModelName } from '../trust/ModelName.tsx'
import type { Found } from './PersonModel.tsx'
import { addStandings, profitOf, type Standing } from './standing.ts'

/** What somebody has with each model, and with all of them. */
export function StandingTable({ found }: { found: readonly Found[] }) {
  const total = addStandings(found.map(({ standing }) => standing))
  return (
    <section aria-labelledby="by-model">
      <Title order={2} id="by-model">
        By model
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        What the chain itself took for transactions is not counted.
      </Text>
      <Table.ScrollContainer minWidth={760}>
        <Table aria-labelledby="by-model">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Model</Table.Th>
              {columns.map(name => (
                <Table.Th key={name} scope="col" ta="right">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map(({ model: { reference }, standing }) => (
              <Table.Tr key={modelPath(reference)}>
                <Table.Th scope="row" fw={500}>
                  <Anchor
                    component={Link}
                    to={modelPath(reference, mechanismTabs[reference.mechanism])}
                    inherit
                  >
                    <ModelName model={reference} />
                  </Anchor>
                </Table.Th>
                <Figures standing={standing} />
              </Table.Tr>
            ))}
          </Table.Tbody>
          {found.length > 1 && (
            <Table.Tfoot>
              <Table.Tr>
                <Table.Th scope="row">All models</Table.Th>
                <Figures standing={total} />
              </Table.Tr>
            </Table.Tfoot>
          )}
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

const columns = [
  'Contributions',
  'Staked',
  'Still in',
  'Came back',
  'Lost',
  'Earned',
  'Profit',
  'Points',
] as const

function Figures({ standing }: { standing: Standing }) {
  const { lessons, staked, open, returned, lost, earned, points } = standing
  return (
    <>
      <Table.Td ta="right">{lessons.toLocaleString('en')}</Table.Td>
      {[staked, open, returned, lost, earned, profitOf(standing)].map((wei, i) => (
        <Table.Td key={columns[i + 1]} ta="right">
          {wei === 0n ? (
            <Text span c="dimmed" inherit>
              0
            </Text>
          ) : (
            <Amount wei={wei} />
          )}
        </Table.Td>
      ))}
      <Table.Td ta="right">{points.toLocaleString('en')}</Table.Td>
    </>
  )
}
