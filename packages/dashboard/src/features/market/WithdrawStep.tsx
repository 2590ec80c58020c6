import { withdrawBountySync } from '@cotrain/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Amount } from '../../ui/Amount.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatAmount } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'

/** Pays the sponsor what of the bounty nobody has earned. Anybody may do it. */
export function WithdrawStep({ model, market: { sponsor, withdrawable } }: StepProps) {
  const { symbol } = useNetwork().chain.nativeCurrency
  const withdraw = useSend(async client => {
    const { amount } = await withdrawBountySync(client, { model: model.reference })
    const message = `${formatAmount(amount)} ${symbol} went back to the sponsor.`
    notifications.show({ color: 'green', title: 'Paid', message })
  })
  if (withdrawable === 0n && !withdraw.error) return null
  return (
    <Stack gap="xs">
      {withdrawable > 0n && (
        <>
          <Text size="sm" c="dimmed">
            <Amount wei={withdrawable} /> of the bounty belongs to the sponsor, <Person address={sponsor} />.
          </Text>
          <div>
            <Button variant="light" loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>
              Pay the sponsor back
            </Button>
          </div>
        </>
      )}
      <ErrorNotice error={withdraw.error} />
    </Stack>
  )
}
