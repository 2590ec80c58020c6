import { ArrowsRightLeftIcon } from '@heroicons/react/24/outline'
import { Button } from '@mantine/core'
import { useConnection, useSwitchChain } from 'wagmi'
import { Banner } from '../../ui/Banner.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useNetwork } from './NetworkContext.tsx'

/** The wallet stands on another chain than the page: it must change before anything can be sent. */
export function WrongChainBanner() {
  const { chain } = useNetwork()
  const { chainId, connector } = useConnection()
  const { mutate: switchChain, isPending, error } = useSwitchChain()
  if (chainId === undefined || chainId === chain.id) return null
  return (
    <Banner
      color="orange"
      icon={<ArrowsRightLeftIcon aria-hidden />}
      title={`${connector?.name ?? 'Your wallet'} is on another chain`}
      text={`This page reads ${chain.name} (chain ${chain.id}), your wallet is on chain ${chainId}. Nothing can be sent until it switches.`}
      action={
        <Button size="xs" loading={isPending} onClick={() => switchChain({ chainId: chain.id })}>
          Switch to {chain.name}
        </Button>
      }
    >
      <ErrorNotice error={error} />
    </Banner>
  )
}
