import { settleBundleSync, settleMarket } from '@cotrain/sdk'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useSend } from '../model/useSend.ts'
import { ChainFee } from '../transactions/cost/ChainFee.tsx'
import { usePlan } from './marketQuery.ts'
import type { StepProps } from './NextStep.tsx'

type Plan = NonNullable<ReturnType<typeof usePlan>['data']>

/** The next step of the settlement with its gas, or all that are left one after the other. */
export function SettleStep({ model, market }: StepProps) {
  const { data: plan, error } = usePlan(model)
  const one = useSend(
    client => settleBundleSync(client, { model: model.reference, plan: plan ?? undefined }),
    () => ({
      title: 'Settle a step of the market',
      model: model.reference,
    }),
  )
  const all = useSend(
    client => settleMarket(client, { model: model.reference }),
    () => ({
      title: 'Settle the market',
      model: model.reference,
    }),
  )
  const busy = one.isPending || all.isPending
  const done = shareDone(market)
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" c="dimmed" mb={6} role="status">
          {market.settled.toLocaleString('en')} of {market.revealed.toLocaleString('en')} bundles scored
          {market.tested > 0n &&
            `, the next one is tried on ${market.tested} of ${market.options.testSamples} test samples`}
        </Text>
        <Progress value={100 * done} color="petrol" aria-label="Bundles scored" />
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
          {stepWords(plan)} <ChainFee gas={BigInt(plan.gas)} />
        </Text>
      )}
      <ErrorNotice error={one.error ?? all.error ?? error} />
    </Stack>
  )
}

/** How much of the settlement is done, 0 to 1. */
function shareDone({ settled, revealed, tested, options }: StepProps['market']): number {
  return (Number(settled) + Number(tested) / options.testSamples) / Math.max(1, Number(revealed))
}

const stepWords = ({ bundle, tests, gas }: Plan) =>
  `The next step tries bundle ${bundle} on ${tests} test samples, for about ${formatGas(gas)} gas.`

/** Gas for reading: two digits of millions. */
const formatGas = (gas: bigint | number) =>
  gas < 1_000_000
    ? `${(Number(gas) / 1_000).toFixed(0)} thousand`
    : `${(Number(gas) / 1_000_000).toFixed(1)} million`
