import { lazy, Suspense, useEffect, useState } from 'react'
import { useAccountAddress } from '../account/accounts.ts'

const InboxBadge = lazy(() =>
  import('./InboxBadge.tsx').then(({ InboxBadge: badge }) => ({ default: badge })),
)

/** Milliseconds after which the page has done what it was opened for. */
const later = 2_500

/** The number of what waits for the account, once the page itself is there. */
export function LazyInboxBadge() {
  const account = useAccountAddress()
  const [isTime, setIsTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsTime(true), later)
    return () => clearTimeout(timer)
  }, [])
  if (!account || !isTime) return null
  return (
    <Suspense>
      <InboxBadge />
    </Suspense>
  )
}
