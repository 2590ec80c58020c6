import { cancelMarketSync } from '@cotrain/sdk'
import { TwinError } from '@cotrain/sdk/twin'
import { Button, Stack, Text } from '@mantine/core'
import { type Address, isAddressEqual } from 'viem'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { useNow } from '../network/useNow.ts'
import type { StepProps } from './NextStep.tsx'

/** Gives up a market that has not opened for long; the sponsor sees it as soon as it is possible. */
export function CancelStep({ model, market: { sponsor, phaseName } }: StepProps) {
  const now = useNow()
  const account = useAccountAddress()
  const cancel = useSend(client => cancelMarketSync(client, { model: model.reference }))
  if (phaseName !== 'drawing' && phaseName !== 'opening') return null
  if (!account || !isAddressEqual(account, sponsor) || now === undefined) return null
  if (!canCancel(model, sponsor, now)) return null
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        The market has waited for so long that you may give it up and get the whole bounty back.
      </Text>
      <div>
        <Button
          variant="light"
          color="red"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined)}
        >
          Cancel the market
        </Button>
      </div>
      <ErrorNotice error={cancel.error} />
    </Stack>
  )
}

/** Whether the contract would let the sponsor do it now, tried on the twin. */
function canCancel({ twin, reference, synced }: MarketModel, sender: Address, now: number): boolean {
  try {
    const call = { sender, time: BigInt(now), blockNumber: synced.blockNumber }
    twin.simulate(() => twin.cancel(call, reference.modelId))
    return true
  } catch (error) {
    if (error instanceof TwinError) return false
    throw error
  }
}
