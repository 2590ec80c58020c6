import { formatModelId, type Model } from '@cotrain/sdk'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useNetwork } from '../network/NetworkContext.tsx'

/** Loaded when somebody sorts by accuracy. */
const Probe = lazy(async () => ({ default: (await import('./Probe.tsx')).Probe }))

type Accuracies = ReadonlyMap<string, number>

/** The accuracies that are known so far, and what finds them out, which shows nothing. */
export function useAccuracies(models: readonly Model[], isWanted: boolean) {
  const { models: local } = useNetwork()
  const [accuracies, setAccuracies] = useState<Accuracies>(new Map())
  const onKnown = useCallback(
    (id: string, accuracy: number) => setAccuracies(before => new Map(before).set(id, accuracy)),
    [],
  )
  const measurable = new Set(local.filter(({ heldOut }) => heldOut !== undefined).map(({ id }) => id))
  const probes =
    isWanted &&
    models
      .filter(model => model.ready && measurable.has(formatModelId(model)))
      .map(model => (
        <Suspense key={formatModelId(model)}>
          <Probe model={model} onKnown={onKnown} />
        </Suspense>
      ))
  return { accuracies, probes, canMeasure: measurable.size > 0 }
}
