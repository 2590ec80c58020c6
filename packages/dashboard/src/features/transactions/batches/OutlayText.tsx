import { useQuery } from '@tanstack/react-query'
import { useConfig, useConnection } from 'wagmi'
import { getConnectorClient } from 'wagmi/actions'
import { ChainFee } from '../cost/ChainFee.tsx'
import { canSendTogether } from './together.ts'
import type { Outlay } from './useBatches.ts'

/** In how many transactions claims go, how often the wallet asks, and what the chain takes. */
export function OutlayText({ outlay }: { outlay: Outlay | undefined }) {
  const isTogether = useSendsTogether()
  if (!outlay) return null
  const { transactions, gas } = outlay
  return (
    <>
      {transactions === 1
        ? ', in one transaction'
        : isTogether
          ? `, in ${transactions} transactions, of which your wallet sends several at once`
          : `, in ${transactions} transactions: your wallet asks ${transactions} times`}
      {gas !== undefined && (
        <>
          . <ChainFee gas={gas} />
        </>
      )}
    </>
  )
}

function useSendsTogether(): boolean {
  const config = useConfig()
  const { address, chainId, connector } = useConnection()
  const { data } = useQuery({
    queryKey: ['sendsTogether', connector?.uid, address, chainId],
    queryFn: async () => canSendTogether(await getConnectorClient(config)),
    enabled: address !== undefined,
    retry: false,
    staleTime: Infinity,
  })
  return data === true
}
