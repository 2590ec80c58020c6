import type { Reward } from '@cotrain/sdk'
import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { BatchStatus } from '../transactions/batches/BatchStatus.tsx'
import { OutlayText } from '../transactions/batches/OutlayText.tsx'
import { useOutlay } from '../transactions/batches/useBatches.ts'
import { useRewardClaims } from './useRewardClaims.ts'

/** What the account can claim now, with one button; nothing where there is nothing. */
export function ClaimCard({ model, rewards }: { model: MarketModel; rewards: readonly Reward[] }) {
  const { batches, claimable } = useRewardClaims(model, 'your account')
  const due = rewards.filter(({ own, status }) => own && status === 'claimable')
  const keys = due.map(({ bundle }) => bundle)
  const outlay = useOutlay(model.synced, keys, claimable)
  if (due.length === 0 && !batches.error && !batches.isRunning) return null
  const total = due.reduce((sum, { amount = 0n }) => sum + amount, 0n)
  return (
    <Card>
      <Stack gap="md">
        <Group justify="space-between" gap="md">
          <div>
            <Text size="sm" c="dimmed">
              You can claim now
            </Text>
            <Text fz="xl" fw={700} data-testid="claimable">
              <Amount wei={total} />
            </Text>
            <Text size="sm" c="dimmed">
              From {due.length} {due.length === 1 ? 'bundle' : 'bundles'}
              <OutlayText outlay={outlay} />
            </Text>
          </div>
          <Button disabled={due.length === 0} loading={batches.isRunning} onClick={() => batches.start(keys)}>
            Claim everything
          </Button>
        </Group>
        <BatchStatus batches={batches} one="bundle" many="bundles" />
      </Stack>
    </Card>
  )
}
