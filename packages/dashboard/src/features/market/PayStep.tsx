import { Button, Stack, Text } from '@mantine/core'
import { BatchStatus } from '../transactions/batches/BatchStatus.tsx'
import { OutlayText } from '../transactions/batches/OutlayText.tsx'
import { useOutlay } from '../transactions/batches/useBatches.ts'
import { useRewards } from './marketQuery.ts'
import type { StepProps } from './NextStep.tsx'
import { useRewardClaims } from './useRewardClaims.ts'

/** Pays all bundles that wait for it, whosever they are, so that the owner can open another market. Anybody may do it. */
export function PayStep({ model, market: { unpaid } }: StepProps) {
  const { data: rewards = [] } = useRewards(model)
  const { batches, claimable } = useRewardClaims(model, 'their contributors')
  const keys = rewards.filter(({ action }) => action !== undefined).map(({ bundle }) => bundle)
  const outlay = useOutlay(model.synced, keys, claimable)
  if (unpaid === 0n && !batches.error && !batches.isRunning) return null
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        Anybody can claim for all contributors
        <OutlayText outlay={outlay} />
      </Text>
      <div>
        <Button variant="light" loading={batches.isRunning} onClick={() => batches.start(keys)}>
          Claim for everybody
        </Button>
      </div>
      <BatchStatus batches={batches} one="bundle" many="bundles" />
    </Stack>
  )
}
