import type { Claim } from '@cotrain/sdk'
import { useCallback } from 'react'
import { useOfNow } from '../model/useOfNow.ts'
import { explainOwn } from './statuses.ts'

/** How one's own contribution stands; only what is on the screen counts the seconds. */
export function OwnWords({ claim }: { claim: Claim }) {
  return useOfNow(useCallback((now: number) => explainOwn(claim, now), [claim])) ?? explainOwn(claim, 0)
}
