import { Card, Grid, Stack } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { Figures } from './Figures.tsx'
import { MarketTimeline } from './MarketTimeline.tsx'
import { useMarket } from './marketQuery.ts'
import { NextStep } from './NextStep.tsx'
import { Rewards } from './Rewards.tsx'
import { ShownSamples } from './ShownSamples.tsx'

/** Where a market stands, what comes next, and what the contributions have earned. */
export function MarketTab({ model }: { model: MarketModel }) {
  const { data: market, error } = useMarket(model)
  if (!market)
    return error ? <ErrorNotice error={error} title="The market cannot be read" /> : <Placeholder />
  return (
    <Stack gap="xl">
      <NextStep model={model} market={market} />
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="xl">
            <Rewards model={model} market={market} />
            <ShownSamples model={model} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="xl">
            <Card>
              <Figures market={market} />
            </Card>
            <MarketTimeline market={market} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  )
}
