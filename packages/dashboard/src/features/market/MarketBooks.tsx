import { Table, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { useRewards } from './marketQuery.ts'
import { booksOf } from './money.ts'
import type { Market } from './phases.ts'

interface Props {
  model: MarketModel
  market: Market
}

/** Where the money of a market that is over came from, and where it went; nothing while it goes on. */
export function MarketBooks({ model, market }: Props) {
  const { data: rewards = [] } = useRewards(model)
  const id = useId()
  const present = rewards.filter(({ record }) => record.market === market.market)
  const books = booksOf(market, present, model.synced.events)
  if (!books) return null
  const rows: [name: string, wei: bigint][] = [
    ['To contributors, stakes included', books.contributors],
    ['Back to the sponsor', books.sponsor],
    ['Fees of whoever had bundles scored', books.scorers],
    ['Burnt', books.burnt],
  ]
  return (
    <section aria-labelledby={id}>
      <Title order={3} id={id}>
        Where the money went
      </Title>
      <Text size="sm" c="dimmed" mt={4}>
        The bounty of <Amount wei={books.bounty} />, and <Amount wei={books.paidIn} /> of stakes and fees:
      </Text>
      <Table maw={480} verticalSpacing={4} aria-labelledby={id}>
        <Table.Tbody>
          {rows
            .filter(([, wei]) => wei > 0n)
            .map(([name, wei]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500}>
                  {name}
                </Table.Th>
                <Table.Td ta="right">
                  <Amount wei={wei} />
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
