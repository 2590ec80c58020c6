import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { Banner } from '../../ui/Banner.tsx'
import { useHead } from './head.ts'
import { useNetwork } from './NetworkContext.tsx'

/** Says that the node does not answer, for as long as it does not. */
export function NodeBanner() {
  const { rpcUrl, local } = useNetwork()
  const { isError, isFetching, refetch } = useHead()
  if (!isError) return null
  const advice = local
    ? 'Is cotrain still running? Start it again with npm start: it goes on where it stopped.'
    : 'Check your connection, or choose another node under “Chain settings” below.'
  return (
    <Banner
      color="red"
      icon={<IconPlugConnectedX aria-hidden />}
      title={`The node at ${rpcUrl} does not answer`}
      text={`${advice} What you see may be out of date.`}
      action={
        <Button size="xs" variant="default" loading={isFetching} onClick={() => refetch()}>
          Try again
        </Button>
      }
    />
  )
}
