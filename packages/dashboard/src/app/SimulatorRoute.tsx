import { lazy, Suspense } from 'react'
import { Placeholder } from '../ui/Placeholder.tsx'

/** The simulator is wanted by few, and as large as all the rest. */
const SimulatorPage = lazy(() =>
  import('../features/simulator/SimulatorPage.tsx').then(({ SimulatorPage: page }) => ({ default: page })),
)

export function SimulatorRoute() {
  return (
    <Suspense fallback={<Placeholder lines={5} label="Loading the simulator" />}>
      <SimulatorPage />
    </Suspense>
  )
}
