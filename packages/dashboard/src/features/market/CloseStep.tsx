import { closeMarketSync } from '@cotrain/sdk'
import { Button } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useSend } from '../model/useSend.ts'
import type { StepProps } from './NextStep.tsx'

/** Ends a market that is overdue. Anybody may do it. */
export function CloseStep({ model }: StepProps) {
  const close = useSend(client => closeMarketSync(client, { model: model.reference }))
  return (
    <>
      <div>
        <Button loading={close.isPending} onClick={() => close.mutate(undefined)}>
          Close the market
        </Button>
      </div>
      <ErrorNotice error={close.error} />
    </>
  )
}
