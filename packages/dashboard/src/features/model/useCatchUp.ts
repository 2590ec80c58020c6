import { useQueryClient } from '@tanstack/react-query'

/** Brings the page to the chain's newest block at once: after a transaction, so that what follows is up to date. */
export function useCatchUp(): () => Promise<unknown> {
  const queryClient = useQueryClient()
  const parts = ['head', 'synced', 'transactions']
  return () => Promise.all(parts.map(part => queryClient.invalidateQueries({ queryKey: [part] })))
}
