import type { ModelReference } from '@cotrain/sdk'
import { lazy, Suspense } from 'react'

/** Reads test sets of all kinds, which the first page does not wait for. */
const AccuracyStat = lazy(async () => ({ default: (await import('./AccuracyStat.tsx')).AccuracyStat }))

/** The model's accuracy now, when what measures it is there. */
export function LazyAccuracyStat({ reference }: { reference: ModelReference }) {
  return (
    <Suspense>
      <AccuracyStat reference={reference} />
    </Suspense>
  )
}
