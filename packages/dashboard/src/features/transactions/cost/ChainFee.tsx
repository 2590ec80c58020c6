import { useQuery } from '@tanstack/react-query'
import { getGasPrice } from 'viem/actions'
import { useClient } from 'wagmi'
import { Amount } from '../../../ui/Amount.tsx'
import { useHead } from '../../network/head.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { formatFiat, useFiat } from '../fiat.ts'

/** What the chain takes for some gas at the present price: "about 0.0004 ETH for the chain (1.20 USD)". */
export function ChainFee({ gas }: { gas: bigint }) {
  const price = useGasPrice()
  const fiat = useFiat()
  if (price === undefined) return null
  const fee = gas * price
  return (
    <span data-testid="chain-fee">
      About <Amount wei={fee} /> for the chain{fiat && ` (${formatFiat(fee, fiat)})`}.
    </span>
  )
}

/** What a gas costs now, in wei; read anew with every block. */
export function useGasPrice(): bigint | undefined {
  const { chain } = useNetwork()
  const client = useClient()!
  const { data: head } = useHead()
  const { data } = useQuery({
    queryKey: ['gasPrice', chain.id, String(head?.blockNumber)],
    queryFn: () => getGasPrice(client),
    enabled: head !== undefined,
    placeholderData: previous => previous,
    retry: false,
    gcTime: 10_000,
  })
  return data
}
