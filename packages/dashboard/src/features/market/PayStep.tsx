import { claimRewardsSync } from '@cotrain/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useSend } from '../model/useSend.ts'
import type { StepProps } from './NextStep.tsx'
import { usePaid } from './usePaid.ts'

/** Pays all bundles that wait for it, whosever they are, so that the owner can open another market. Anybody may do it. */
export function PayStep({ model, market: { unpaid } }: StepProps) {
  const tellPaid = usePaid()
  const pay = useSend(async client => {
    const { total } = await claimRewardsSync(client, { model: model.reference, all: true })
    tellPaid(total, 'their contributors')
  })
  if (unpaid === 0n && !pay.error) return null
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {unpaid === 1n ? '1 bundle waits' : `${unpaid.toLocaleString('en')} bundles wait`} to be paid. Anybody
        can claim for all contributors; then the owner can open another market.
      </Text>
      <div>
        <Button variant="light" loading={pay.isPending} onClick={() => pay.mutate(undefined)}>
          Claim for everybody
        </Button>
      </div>
      <ErrorNotice error={pay.error} />
    </Stack>
  )
}
