import { type ComponentType, lazy, Suspense } from 'react'
import { Placeholder } from '../ui/Placeholder.tsx'

/**
 * A page whose script is loaded when somebody goes there.
 *
 * @param load Imports its file and gives the component.
 * @param label What the place says meanwhile to those who cannot see it.
 */
export function lazyPage(load: () => Promise<ComponentType>, label = 'Loading the page') {
  const Page = lazy(async () => ({ default: await load() }))
  return (
    <Suspense fallback={<Placeholder lines={5} label={label} fills />}>
      <Page />
    </Suspense>
  )
}
