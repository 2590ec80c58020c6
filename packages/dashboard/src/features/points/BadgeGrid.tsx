import { LockClosedIcon, TrophyIcon } from '@heroicons/react/24/outline'
import { Button, Card, Image, Progress, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatDate } from '../../ui/format.ts'
import { Placeholder } from '../../ui/Placeholder.tsx'
import type { PointsModel } from '../model/readyModel.ts'
import classes from './BadgeGrid.module.css'
import { useBadges } from './pointsQuery.ts'
import { type BadgeState, useClaimBadge } from './usePointsActions.ts'

/** Badges of the model: those that the account has, those that it can claim, and how far it is with the others. */
export function BadgeGrid({ model }: { model: PointsModel }) {
  const { data: badges, error } = useBadges(model)
  const claim = useClaimBadge()
  return (
    <section aria-labelledby="badges">
      <Title order={2} id="badges">
        Badges
      </Title>
      <Text c="dimmed" mt={4} mb="md" maw={640}>
        Tokens that stay with who has earned them: they cannot be sold or given away. The chain itself draws
        them.
      </Text>
      <ErrorNotice error={claim.error ?? error} />
      {!badges && !error && <Placeholder />}
      <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {badges?.map(badge => (
          <li key={`${badge.badge}-${badge.month ?? ''}`} aria-label={badge.title}>
            <BadgeCard
              badge={badge}
              claiming={claim.isPending && claim.variables === badge}
              onClaim={() => claim.mutate(badge)}
            />
          </li>
        ))}
      </SimpleGrid>
    </section>
  )
}

interface CardProps {
  badge: BadgeState
  claiming: boolean
  onClaim: () => void
}

function BadgeCard({ badge, claiming, onClaim }: CardProps) {
  const { title, description, status, svg, month } = badge
  return (
    <Card padding="sm" h="100%">
      <Stack gap={6} h="100%">
        {svg ? (
          <Image
            src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
            alt={`The badge “${title}”`}
            radius="md"
          />
        ) : (
          <div className={classes.empty} aria-hidden>
            {status === 'claimable' ? <TrophyIcon width={36} /> : <LockClosedIcon width={28} />}
          </div>
        )}
        <Title order={3}>{title}</Title>
        <Text size="sm" c="dimmed">
          {description}
        </Text>
        <div className={classes.foot}>
          {status === 'claimed' && <Text size="sm">Yours</Text>}
          {status === 'claimable' && (
            <Button fullWidth size="compact-md" loading={claiming} onClick={onClaim}>
              Claim it
              <VisuallyHidden>: the badge “{title}”</VisuallyHidden>
            </Button>
          )}
          {status === 'locked' && (month === undefined ? <HowFar {...badge} /> : <Leading month={month} />)}
        </div>
      </Stack>
    </Card>
  )
}

/** A month is 30 days, from 1970 on. */
const monthLength = 30 * 86_400

const Leading = ({ month }: { month: bigint }) => (
  <Text size="sm">You lead so far. Come back after {formatDate(Number(month + 1n) * monthLength)}.</Text>
)

function HowFar({ has, needed, title }: BadgeState) {
  return (
    <>
      <Text size="sm" mb={4}>
        {has.toLocaleString('en')} of {needed.toLocaleString('en')}
      </Text>
      <Progress value={(100 * has) / needed} color="petrol" aria-label={`Progress towards “${title}”`} />
    </>
  )
}
