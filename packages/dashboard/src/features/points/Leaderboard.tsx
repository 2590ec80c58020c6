import { Group, SegmentedControl, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { Person } from '../account/Person.tsx'
import type { PointsModel } from '../model/readyModel.ts'
import { useLeaderboard } from './pointsQuery.ts'

/** So many places are shown. */
const places = 20

/** Who has the most points, with this model or with all models of the chain. */
export function Leaderboard({ model }: { model: PointsModel }) {
  const [where, setWhere] = useState('here')
  const { data: ranks, error } = useLeaderboard(model, where === 'everywhere')
  return (
    <section aria-labelledby="leaderboard">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="leaderboard">
          Leaderboard
        </Title>
        <SegmentedControl
          aria-label="Points of"
          value={where}
          onChange={setWhere}
          data={[
            { value: 'here', label: 'This model' },
            { value: 'everywhere', label: 'All models' },
          ]}
        />
      </Group>
      <ErrorNotice error={error} />
      {!ranks && !error && <Placeholder />}
      {ranks?.length === 0 && (
        <Text c="dimmed">
          Nobody has points yet. The first lesson that is verified makes the first place.
        </Text>
      )}
      {ranks && ranks.length > 0 && <Ranks ranks={ranks.slice(0, places)} />}
    </section>
  )
}

function Ranks({ ranks }: { ranks: NonNullable<ReturnType<typeof useLeaderboard>['data']> }) {
  return (
    <Table.ScrollContainer minWidth={340}>
      <Table aria-labelledby="leaderboard">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Place</Table.Th>
            <Table.Th scope="col">Who</Table.Th>
            <Table.Th scope="col" ta="right">
              Points
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Verified
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Reports
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ranks.map(({ rank, account, points, verified, reports }) => (
            <Table.Tr key={account}>
              <Table.Td>{rank}</Table.Td>
              <Table.Td>
                <Person address={account} />
              </Table.Td>
              <Table.Td ta="right">{points.toLocaleString('en')}</Table.Td>
              <Table.Td ta="right">{verified.toLocaleString('en')}</Table.Td>
              <Table.Td ta="right">{reports.toLocaleString('en')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
