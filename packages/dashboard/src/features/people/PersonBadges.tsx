import { listBadges, type ModelAddress, parseModelId } from '@cotrain/sdk'
import { Image, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useClient } from 'wagmi'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useNetwork } from '../network/NetworkContext.tsx'

/** The badges that somebody has claimed; nothing where there are none. */
export function PersonBadges({ person, ids }: { person: Address; ids: readonly string[] }) {
  const client = useClient()!
  const { chain, rpcUrl } = useNetwork()
  const models = ids.map(parseModelId).filter(isUnderPoints)
  const { data = [], error } = useQuery({
    queryKey: ['person-badges', chain.id, rpcUrl, person, ids],
    queryFn: () => listBadges(client as never, { models, account: person }),
    enabled: models.length > 0,
  })
  const claimed = data.filter(({ status }) => status === 'claimed')
  if (error) return <ErrorNotice error={error} title="The badges cannot be read" />
  if (claimed.length === 0) return null
  return (
    <section aria-labelledby="person-badges">
      <Title order={2} id="person-badges" mb="sm">
        Badges
      </Title>
      <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {claimed.map(({ tokenId, title, svg }) => (
          <li key={String(tokenId)}>
            <Image
              src={`data:image/svg+xml;utf8,${encodeURIComponent(svg ?? '')}`}
              alt={`The badge “${title}”`}
              radius="md"
            />
            <Text size="sm" mt={4}>
              {title}
            </Text>
          </li>
        ))}
      </SimpleGrid>
    </section>
  )
}

const isUnderPoints = (model: ModelAddress): model is ModelAddress<'points'> => model.mechanism === 'points'
