import { Card, Grid, Stack } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { Bundles } from './Bundles.tsx'
import { Figures } from './Figures.tsx'
import { MarketTimeline } from './MarketTimeline.tsx'
import { useMarket } from './marketQuery.ts'
import { NextStep } from './NextStep.tsx'
import { TestSamples } from './TestSamples.tsx'

/** Where a market stands, what comes next, and what the bundles came to. */
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
            <Bundles model={model} market={market} />
            <TestSamples model={model} />
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
