import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { useClient } from 'wagmi'
import { type Head, headQueryOptions } from '../network/head.ts'
import { useNetwork } from '../network/NetworkContext.tsx'

/** Milliseconds between two looks at the clock. */
const tick = 1_000

/**
 * What follows from the chain's time (seconds since 1970), looked at every second: the component is drawn anew only when
 * that is another value. `undefined` until the node has answered.
 *
 * @param select - Cheap: runs every second.
 */
export function useOfNow<Value extends string | number | boolean>(
  select: (now: number) => Value,
): Value | undefined {
  const queryClient = useQueryClient()
  const options = headQueryOptions(useClient()!, useNetwork())
  // keeps the head read, without a rendering for each look at it
  useQuery({ ...options, notifyOnChangeProps: [] })
  const hash = hashKey(options.queryKey)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const look = () => {
    const now = timeOf(queryClient.getQueryData<Head>(options.queryKey))
    return now === undefined ? undefined : select(now)
  }
  const value = look()
  const latest = useRef({ look, value })
  useEffect(() => {
    latest.current = { look, value }
  })
  useEffect(() => {
    const check = () => {
      const { look, value } = latest.current
      if (!Object.is(look(), value)) redraw()
    }
    check()
    const timer = setInterval(check, tick)
    const stop = queryClient
      .getQueryCache()
      .subscribe(({ type, query }) => type === 'updated' && query.queryHash === hash && check())
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [queryClient, hash])
  return value
}

/** Looks at the chain's clock (seconds since 1970) when it is called; nothing is drawn anew for it. */
export function useClock(): () => number | undefined {
  const queryClient = useQueryClient()
  const { queryKey } = headQueryOptions(useClient()!, useNetwork())
  return () => timeOf(queryClient.getQueryData<Head>(queryKey))
}

/** The chain's time, running on between its blocks. */
function timeOf(head: Head | undefined): number | undefined {
  return head && head.time + Math.max(0, Math.floor((Date.now() - head.readAt) / 1000))
}
