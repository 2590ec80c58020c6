import { settleAll, settleMarketSync } from '@cotrain/sdk'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useSend } from '../model/useSend.ts'
import { usePlan } from './marketQuery.ts'
import type { StepProps } from './NextStep.tsx'

/** The next step of the settlement with its gas, or all that are left one after the other. */
export function SettleStep({ model, market }: StepProps) {
  const { data: plan, error } = usePlan(model)
  const one = useSend(client => settleMarketSync(client, { model: model.reference, plan: plan ?? undefined }))
  const all = useSend(client => settleAll(client, { model: model.reference }))
  const total = Number(market.contributions)
  const failure = one.error ?? all.error
  const busy = one.isPending || all.isPending
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" c="dimmed" mb={6}>
          {market.scored.toLocaleString('en')} of {total.toLocaleString('en')} contributions scored
        </Text>
        <Progress
          value={(100 * Number(market.scored)) / total}
          color="petrol"
          aria-label="Contributions scored"
        />
      </div>
      <Group gap="sm">
        <Button
          loading={one.isPending}
          disabled={!plan || all.isPending}
          onClick={() => one.mutate(undefined)}
        >
          Do the next step
        </Button>
        <Button
          variant="light"
          loading={all.isPending}
          disabled={!plan || one.isPending}
          onClick={() => all.mutate(undefined)}
        >
          Do all steps
        </Button>
      </Group>
      {plan && !busy && (
        <Text size="sm" c="dimmed">
          {stepWords(plan)}
        </Text>
      )}
      <ErrorNotice error={failure ?? error} />
    </Stack>
  )
}

function stepWords({ contributions, gas }: { contributions: readonly unknown[]; gas: bigint }): string {
  const count = contributions.length
  return `The next step goes on with ${count} ${count === 1 ? 'contribution' : 'contributions'}, for about ${formatGas(gas)} gas.`
}

/** Gas for reading: two digits of millions. */
const formatGas = (gas: bigint) =>
  gas < 1_000_000n
    ? `${(Number(gas) / 1_000).toFixed(0)} thousand`
    : `${(Number(gas) / 1_000_000).toFixed(1)} million`
