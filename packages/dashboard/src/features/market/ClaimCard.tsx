import { claimRewardsSync, type Reward } from '@cotrain/sdk'
import { Button, Card, Group, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { usePaid } from './usePaid.ts'

/** What the account can claim now, with one button; nothing where there is nothing. */
export function ClaimCard({ model, rewards }: { model: MarketModel; rewards: readonly Reward[] }) {
  const tellPaid = usePaid()
  const claim = useSend(async client => {
    const { total } = await claimRewardsSync(client, { model: model.reference })
    tellPaid(total, 'your account')
  })
  const due = rewards.filter(({ own, status }) => own && status === 'claimable')
  if (due.length === 0 && !claim.error) return null
  const total = due.reduce((sum, { amount = 0n }) => sum + amount, 0n)
  return (
    <Card>
      <Group justify="space-between" gap="md">
        <div>
          <Text size="sm" c="dimmed">
            You can claim now
          </Text>
          <Text fz="xl" fw={700} data-testid="claimable">
            <Amount wei={total} />
          </Text>
          <Text size="sm" c="dimmed">
            From {due.length} {due.length === 1 ? 'bundle' : 'bundles'}.
          </Text>
        </div>
        <Button disabled={due.length === 0} loading={claim.isPending} onClick={() => claim.mutate(undefined)}>
          Claim everything
        </Button>
      </Group>
      <ErrorNotice error={claim.error} />
    </Card>
  )
}
