import type { Address } from 'viem'
import { useBalance } from 'wagmi'
import { useHead } from '../network/head.ts'

/** An account's balance in wei, read anew with every block. */
export function useAccountBalance(address: Address | undefined): bigint | undefined {
  const { data: head } = useHead()
  const { data } = useBalance({
    address: address as Address,
    blockNumber: head?.blockNumber as bigint,
    query: { enabled: Boolean(address && head), placeholderData: previous => previous },
  })
  return data?.value
}
