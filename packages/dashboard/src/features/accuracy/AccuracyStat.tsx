import type { ModelReference } from '@cotrain/sdk'
import { useMemo } from 'react'
import { formatPercent } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import { useReadyModel } from '../model/modelQuery.ts'
import { useHeldOut } from './heldOut.ts'
import { accuracyNow } from './history.ts'

/** The model's accuracy now, where the page has mails that it was never trained on; nothing elsewhere. */
export function AccuracyStat({ reference }: { reference: ModelReference }) {
  const heldOut = useHeldOut(reference)
  const { data: model } = useReadyModel(reference, { enabled: heldOut !== undefined })
  const accuracy = useMemo(
    () => (model && heldOut ? accuracyNow(model.twin, reference.modelId, heldOut) : undefined),
    [model, heldOut, reference.modelId],
  )
  if (accuracy === undefined || !heldOut) return null
  return (
    <Stat label={`Accuracy on ${heldOut.length.toLocaleString('en')} held-out mails`}>
      <span data-testid="accuracy">{formatPercent(accuracy)}</span>
    </Stat>
  )
}
