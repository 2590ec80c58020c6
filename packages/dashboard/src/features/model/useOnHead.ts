import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useClient } from 'wagmi'
import { type Head, headQueryOptions } from '../network/head.ts'
import { useNetwork } from '../network/NetworkContext.tsx'

/** Does something each time that the chain's head has been read, be it another one or not. Nothing is drawn anew for it. */
export function useOnHead(action: (head: Head) => void): void {
  const queryClient = useQueryClient()
  const options = headQueryOptions(useClient()!, useNetwork())
  // keeps the head read
  useQuery({ ...options, notifyOnChangeProps: [] })
  const hash = hashKey(options.queryKey)
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  useEffect(() => {
    const cache = queryClient.getQueryCache()
    return cache.subscribe(event => {
      if (event.query.queryHash !== hash || event.type !== 'updated' || event.action.type !== 'success')
        return
      latest.current(event.query.state.data as Head)
    })
  }, [queryClient, hash])
}
