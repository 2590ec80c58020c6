import { Card, Grid, Stack } from '@mantine/core'
import { BundleDesk } from '../market/bundle/BundleDesk.tsx'
import { type ReadyModel, underMechanism } from '../model/readyModel.ts'
import { AddClass } from './AddClass.tsx'
import { BondedAside } from './BondedAside.tsx'
import { DepositAside } from './DepositAside.tsx'
import { MarketAside } from './MarketAside.tsx'
import { MarketDoor } from './MarketDoor.tsx'
import { PointsAside } from './PointsAside.tsx'
import { TeachForm } from './TeachForm.tsx'

/** A sample, its label and the button; beside them what it costs and what comes of it. */
export function TeachTab({ model }: { model: ReadyModel }) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 7 }}>
        <Stack gap="xl">
          {underMechanism(model, {
            deposits: model => <TeachForm model={model} />,
            points: model => <TeachForm model={model} />,
            market: model => (
              <MarketDoor model={model}>
                <BundleDesk model={model} />
              </MarketDoor>
            ),
            bonded: model => <TeachForm model={model} />,
          })}
          <AddClass model={model} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <Card>
          {underMechanism(model, {
            deposits: model => <DepositAside model={model} />,
            points: model => <PointsAside model={model} />,
            market: model => <MarketAside model={model} />,
            bonded: model => <BondedAside model={model} />,
          })}
        </Card>
      </Grid.Col>
    </Grid>
  )
}
