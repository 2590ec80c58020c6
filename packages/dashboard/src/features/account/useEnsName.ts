import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useClient } from 'wagmi'
import { useNetwork } from '../network/NetworkContext.tsx'

/** The chain on which these names are. */
const ethereum = 1
/** Milliseconds after which a name is looked up again. */
const lasting = 3_600_000

/**
 * The name that an account has given itself (ENS), if that name leads back to the account. Only where the page reads
 * Ethereum itself, by its own node: no other server is told who is looked at.
 */
export function useEnsName(address: Address | undefined): string | undefined {
  const { chain } = useNetwork()
  const client = useClient()!
  const { data } = useQuery({
    queryKey: ['ens', address],
    queryFn: async () => (await import('./findEnsName.ts')).findEnsName(client, address!),
    enabled: address !== undefined && chain.id === ethereum,
    staleTime: lasting,
    gcTime: lasting,
    retry: false,
  })
  return data ?? undefined
}
