import type { Claim } from '@cotrain/sdk'
import { Button, Card, Group, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { type ClaimActions, totalOf } from './useClaimActions.ts'

/** All that can be claimed now, with one button. */
export function ClaimAll({ claims, actions }: { claims: readonly Claim[]; actions: ClaimActions }) {
  const due = claims.filter(({ action }) => action !== undefined)
  return (
    <Card>
      <Group justify="space-between" gap="md">
        <div>
          <Text size="sm" c="dimmed">
            You can claim now
          </Text>
          <Text fz="xl" fw={700} data-testid="claimable">
            <Amount wei={totalOf(due)} />
          </Text>
          <Text size="sm" c="dimmed">
            {due.length === 0
              ? 'Nothing at the moment.'
              : `From ${due.length} ${due.length === 1 ? 'contribution' : 'contributions'}, in one transaction.`}
          </Text>
        </div>
        <Button disabled={due.length === 0} loading={actions.sendingAll} onClick={() => actions.send(due)}>
          Claim everything
        </Button>
      </Group>
    </Card>
  )
}
