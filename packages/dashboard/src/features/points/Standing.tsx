import { Button, Card, Group, Progress, Stack, Text } from '@mantine/core'
import { Stat, Stats } from '../../ui/Stat.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import type { PointsModel } from '../model/readyModel.ts'
import { useOfNow } from '../model/useOfNow.ts'
import { BatchStatus } from '../transactions/batches/BatchStatus.tsx'
import { OutlayText } from '../transactions/batches/OutlayText.tsx'
import { useOutlay } from '../transactions/batches/useBatches.ts'
import type { PointsActions } from './usePointsActions.ts'
import { formatPoints, type PointsClaim } from './words.ts'

interface Props {
  model: PointsModel
  claims: readonly PointsClaim[]
  actions: PointsActions
}

const dayOf = (now: number) => Math.floor(now / 86_400)

/** What the account has earned, what it can still earn today, and all that it can collect with one button. */
export function Standing({ model, claims, actions }: Props) {
  const account = useAccountAddress()
  const today = useOfNow(dayOf) ?? 0
  if (!account) return null
  const reputation = model.twin.reputation(model.reference.modelId, account)
  const { dailyCap } = model.twin.incentive(model.reference.modelId).options
  const { points, verified, reports, streak, longestStreak } = reputation
  const earned = Number(reputation.day) === today ? Number(reputation.pointsOfDay) : 0
  const running = Number(reputation.day) >= today - 1 ? Number(streak) : 0
  return (
    <Card component="section" aria-label="My points">
      <Stack>
        <Group justify="space-between" align="flex-start" gap="md">
          <div>
            <Text size="sm" c="dimmed">
              My points with this model
            </Text>
            <Text fz="xl" fw={700} data-testid="points">
              {points.toLocaleString('en')}
            </Text>
          </div>
          <Collect model={model} claims={claims} actions={actions} />
        </Group>
        <Stats>
          <Stat label="Verified lessons">{verified.toLocaleString('en')}</Stat>
          <Stat label="Confirmed reports">{reports.toLocaleString('en')}</Stat>
          <Stat
            label="Days in a row"
            hint={longestStreak > running ? `longest: ${longestStreak.toLocaleString('en')}` : undefined}
          >
            {running.toLocaleString('en')}
          </Stat>
          <Stat label="Today">
            {earned.toLocaleString('en')} of {formatPoints(dailyCap)}
          </Stat>
        </Stats>
        <Progress
          value={(100 * earned) / dailyCap}
          color="petrol"
          aria-label="Points of today, of all that can be earned in a day"
        />
      </Stack>
    </Card>
  )
}

function Collect({ model, claims, actions }: Props) {
  const due = claims.filter(({ own, action }) => (action === 'verify' && own) || action === 'confirm')
  const keys = due.map(({ index }) => index)
  const outlay = useOutlay(model.synced, keys, actions.claimable)
  return (
    <Stack gap={4} align="flex-end">
      <Button
        disabled={due.length === 0}
        loading={actions.all.isRunning}
        onClick={() => actions.all.start(keys)}
      >
        Collect everything
      </Button>
      <Text size="sm" c="dimmed">
        {due.length === 0 ? (
          'Nothing to collect at the moment.'
        ) : (
          <>
            {due.length} {due.length === 1 ? 'contribution' : 'contributions'}
            <OutlayText outlay={outlay} />
          </>
        )}
      </Text>
      <BatchStatus batches={actions.all} one="contribution" many="contributions" />
    </Stack>
  )
}
