import { Card, Grid, Stack } from '@mantine/core'
import type { ReadyModel } from '../model/readyModel.ts'
import { AddClass } from './AddClass.tsx'
import { learnsAlways } from './advice.ts'
import { DepositSchedule } from './DepositSchedule.tsx'
import { PriceNow } from './PriceNow.tsx'
import { TeachForm } from './TeachForm.tsx'

export function TeachTab({ model }: { model: ReadyModel }) {
  const { options } = model.twin.incentive(model.reference.modelId)
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 7 }}>
        <Stack gap="xl">
          <TeachForm model={model} />
          <AddClass model={model} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <Card>
          <PriceNow model={model} />
          <DepositSchedule options={options} always={learnsAlways(model)} />
        </Card>
      </Grid.Col>
    </Grid>
  )
}
