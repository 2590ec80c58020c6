import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { useHead } from './head.ts'

/** The chain's time, seconds since 1970, running on between its blocks; undefined until the node has answered. */
export function useNow(): number | undefined {
  const { data: head } = useHead()
  const [clock, setClock] = useState(Date.now)
  useInterval(() => setClock(Date.now()), 1_000, { autoInvoke: true })
  if (!head) return undefined
  return head.time + Math.max(0, Math.floor((clock - head.readAt) / 1000))
}
