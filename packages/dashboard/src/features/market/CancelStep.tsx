import { cancelMarket, cancelMarketSync, formatModelId } from '@cotrain/sdk'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import { useSend } from '../model/useSend.ts'
import { CostNote } from '../transactions/cost/CostNote.tsx'
import type { StepProps } from './NextStep.tsx'

/** Lets the sponsor give the market up while bundles are committed; asks once more. */
export function CancelStep({ model, market: { sponsor } }: StepProps) {
  const account = useAccountAddress()
  const [asked, setAsked] = useState(false)
  const cancel = useSend(
    client => cancelMarketSync(client, { model: model.reference }),
    () => ({
      title: 'Cancel the market',
      model: model.reference,
    }),
  )
  if (!account || !isAddressEqual(account, sponsor)) return null
  if (!asked) {
    return (
      <Button variant="light" color="red" onClick={() => setAsked(true)}>
        Cancel the market
      </Button>
    )
  }
  return (
    <>
      <Group gap="sm" role="group" aria-label="Cancel the market">
        <Text size="sm">The bounty comes back to you, and all stakes and fees to the contributors.</Text>
        <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          Yes, cancel it
        </Button>
        <Button variant="subtle" color="gray" autoFocus onClick={() => setAsked(false)}>
          Keep it
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        <CostNote
          name={`cancel:${formatModelId(model.reference)}`}
          action={(client, writing) => cancelMarket(client as never, { ...writing, model: model.reference })}
        />
      </Text>
      <ErrorNotice error={cancel.error} />
    </>
  )
}
