import type { ModelReference } from '@cotrain/sdk'
import { formatPercent } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import { useAccuracyNow } from './useAccuracy.ts'
import { useTestSets } from './useTestSets.ts'

/** The model's accuracy now, where there are samples to test it on; nothing elsewhere. */
export function AccuracyStat({ reference }: { reference: ModelReference }) {
  const { model, chosen } = useTestSets(reference)
  const now = useAccuracyNow(model, chosen)
  if (!now || !chosen) return null
  return (
    <Stat label={`Accuracy on ${chosen.samples.length.toLocaleString('en')} ${chosen.noun}`}>
      <span data-testid="accuracy">{formatPercent(now.accuracy)}</span>
    </Stat>
  )
}
