import { canSettle, listChallenges, planSettleContributions } from '@cotrain/sdk'
import { Button, Card, Group, Stack, Text } from '@mantine/core'
import type { BondedModel } from '../model/readyModel.ts'
import { BatchStatus } from '../transactions/batches/BatchStatus.tsx'
import { OutlayText } from '../transactions/batches/OutlayText.tsx'
import type { Claimable } from '../transactions/batches/runBatches.ts'
import { useBatches, useOutlay } from '../transactions/batches/useBatches.ts'
import type { Challengeable } from './words.ts'

type Settled = Challengeable['contribution']

/** Settles all that can be settled, whosever it is, with one button; nothing where there is at most one. */
export function SettleAll({ model, due }: { model: BondedModel; due: readonly Challengeable[] }) {
  const settling = settlingOf(model)
  const batches = useBatches({ title: 'Settle contributions', ...settling })
  const keys = due.map(({ index }) => index)
  const outlay = useOutlay(model.synced, keys, settling)
  if (due.length < 2 && !batches.isRunning && !batches.progress && !batches.error) return null
  return (
    <Card>
      <Stack gap="sm">
        <Group justify="space-between" gap="md">
          <Text size="sm" c="dimmed">
            {due.length} {due.length === 1 ? 'contribution waits' : 'contributions wait'} to be settled
            <OutlayText outlay={outlay} />
          </Text>
          <Button loading={batches.isRunning} disabled={due.length === 0} onClick={() => batches.start(keys)}>
            Settle everything
          </Button>
        </Group>
        <BatchStatus batches={batches} one="contribution" many="contributions" />
      </Stack>
    </Card>
  )
}

function settlingOf({ reference: model }: BondedModel): Claimable<'bonded', Settled> {
  return {
    model,
    keyOf: ({ index }) => index,
    async plan(client, synced, keys) {
      const all = await listChallenges(client, { model, synced })
      const due = all.filter(({ index, status }) => canSettle(status) && keys.includes(index))
      const contributions = due.map(({ contribution }) => contribution)
      return planSettleContributions(client, { model, synced, contributions })
    },
  }
}
