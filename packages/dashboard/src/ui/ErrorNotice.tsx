import { lazy, Suspense } from 'react'

/** Large, for it knows all errors; it is loaded soon after the page (Layout). */
const ErrorWords = lazy(async () => ({ default: (await import('./ErrorWords.tsx')).ErrorWords }))

/** What went wrong and what to do about it; nothing when there is no error. */
export function ErrorNotice({ error, title }: { error: unknown; title?: string }) {
  if (!error) return null
  return (
    <Suspense>
      <ErrorWords error={error} {...(title === undefined ? {} : { title })} />
    </Suspense>
  )
}
