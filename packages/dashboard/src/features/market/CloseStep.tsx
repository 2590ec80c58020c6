import { closeMarket, closeMarketSync, formatModelId } from '@cotrain/sdk'
import { Button, Text } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useSend } from '../model/useSend.ts'
import { CostNote } from '../transactions/cost/CostNote.tsx'
import type { StepProps } from './NextStep.tsx'

/** Ends a market that is overdue. Anybody may do it. */
export function CloseStep({ model }: StepProps) {
  const close = useSend(
    client => closeMarketSync(client, { model: model.reference }),
    () => ({
      title: 'Close the market',
      model: model.reference,
    }),
  )
  return (
    <>
      <div>
        <Button loading={close.isPending} onClick={() => close.mutate(undefined)}>
          Close the market
        </Button>
      </div>
      <Text size="sm" c="dimmed">
        <CostNote
          name={`close:${formatModelId(model.reference)}`}
          action={(client, writing) => closeMarket(client as never, { ...writing, model: model.reference })}
        />
      </Text>
      <ErrorNotice error={close.error} />
    </>
  )
}
