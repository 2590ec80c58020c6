import { formatModelId, type Model } from '@cotrain/sdk'
import { useEffect } from 'react'
import { useAccuracyNow } from '../accuracy/useAccuracy.ts'
import { useTestSets } from '../accuracy/useTestSets.ts'

interface Props {
  model: Model
  onKnown: (id: string, accuracy: number) => void
}

/** Measures a model on the test set that is chosen for it. */
export function Probe({ model, onKnown }: Props) {
  const { model: ready, chosen } = useTestSets(model)
  const accuracy = useAccuracyNow(ready, chosen)?.accuracy
  const id = formatModelId(model)
  useEffect(() => {
    if (accuracy !== undefined) onKnown(id, accuracy)
  }, [accuracy, id, onKnown])
  return null
}
