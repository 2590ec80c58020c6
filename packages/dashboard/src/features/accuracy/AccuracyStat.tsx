import type { ModelReference } from '@cotrain/sdk'
import { useMemo } from 'react'
import { formatPercent } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import { useReadyModel } from '../model/modelQuery.ts'
import { useHeldOut, useHeldOutUrl } from './heldOut.ts'
import { accuracyNow } from './history.ts'

/** The model's accuracy now, where the page has samples that it was never trained on; nothing elsewhere. */
export function AccuracyStat({ reference }: { reference: ModelReference }) {
  const url = useHeldOutUrl(reference)
  const { data: model } = useReadyModel(reference, { enabled: url !== undefined })
  const heldOut = useHeldOut(model)
  const accuracy = useMemo(
    () => (model && heldOut ? accuracyNow(model.twin, reference.modelId, heldOut) : undefined),
    [model, heldOut, reference.modelId],
  )
  if (accuracy === undefined || !heldOut || !model) return null
  return (
    <Stat label={`Accuracy on ${heldOut.length.toLocaleString('en')} held-out ${model.wording.heldOut}`}>
      <span data-testid="accuracy">{formatPercent(accuracy)}</span>
    </Stat>
  )
}
