import { Stack, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './PriceNow.module.css'
import { usePrice } from './usePrice.ts'

/** The deposit of this second, and where it goes from here. */
export function PriceNow({ model }: { model: ReadyModel }) {
  const price = usePrice(model)
  const { modelId } = model.reference
  const top = model.twin.price(modelId, model.twin.incentive(modelId).lastContribution)
  return (
    <Stack gap={4} mb="lg">
      <Text size="sm" c="dimmed">
        Deposit now
      </Text>
      <div className={classes.price} data-testid="price">
        {price === undefined ? '…' : <Amount wei={price} />}
      </div>
      <Text size="sm" c="dimmed">
        It falls as time passes. Right after a contribution it is <Amount wei={top} />, so that nobody can
        flood the model.
      </Text>
    </Stack>
  )
}
