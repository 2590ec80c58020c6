import { useQuery } from '@tanstack/react-query'
import { getGasPrice } from 'viem/actions'
import { useClient } from 'wagmi'

/** Wei of one gas, as the node says when the page is opened; undefined until it has answered. */
export function useGasPrice(): bigint | undefined {
  const client = useClient()!
  const { data } = useQuery({
    queryKey: ['gasPrice', client.chain?.id],
    queryFn: () => getGasPrice(client),
    staleTime: 60_000,
  })
  return data
}
