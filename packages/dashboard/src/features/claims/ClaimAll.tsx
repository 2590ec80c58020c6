import type { Claim } from '@cotrain/sdk'
import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import type { DepositModel } from '../model/readyModel.ts'
import { BatchStatus } from '../transactions/batches/BatchStatus.tsx'
import { OutlayText } from '../transactions/batches/OutlayText.tsx'
import { useOutlay } from '../transactions/batches/useBatches.ts'
import { type ClaimActions, totalOf } from './useClaimActions.ts'

interface Props {
  model: DepositModel
  claims: readonly Claim[]
  actions: ClaimActions
}

/** All that can be claimed now, with one button. */
export function ClaimAll({ model, claims, actions }: Props) {
  const due = claims.filter(({ action }) => action !== undefined)
  const keys = due.map(({ index }) => index)
  const outlay = useOutlay(model.synced, keys, actions.claimable)
  return (
    <Card>
      <Stack gap="md">
        <Group justify="space-between" gap="md">
          <div>
            <Text size="sm" c="dimmed">
              You can claim now
            </Text>
            <Text fz="xl" fw={700} data-testid="claimable">
              <Amount wei={totalOf(due)} />
            </Text>
            <Text size="sm" c="dimmed">
              {due.length === 0 ? (
                'Nothing at the moment.'
              ) : (
                <>
                  From {due.length} {due.length === 1 ? 'contribution' : 'contributions'}
                  <OutlayText outlay={outlay} />
                </>
              )}
            </Text>
          </div>
          <Button
            disabled={due.length === 0}
            loading={actions.all.isRunning}
            onClick={() => actions.all.start(keys)}
          >
            Claim everything
          </Button>
        </Group>
        <BatchStatus batches={actions.all} one="contribution" many="contributions" />
      </Stack>
    </Card>
  )
}
