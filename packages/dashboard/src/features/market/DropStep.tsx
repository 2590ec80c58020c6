import { dropContributionSync } from '@cotrain/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'

/** Passes over a contribution that costs too much gas to be tried; the contract refuses where it does not. */
export function DropStep({ model, index }: { model: MarketModel; index: bigint }) {
  const drop = useSend(client => dropContributionSync(client, { model: model.reference }))
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        If contribution {String(index)} is too large to be tried at all, it can be passed over, and its stake
        comes back.
      </Text>
      <div>
        <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate(undefined)}>
          Pass over contribution {String(index)}
        </Button>
      </div>
      <ErrorNotice error={drop.error} />
    </Stack>
  )
}
