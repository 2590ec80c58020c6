import { SignalSlashIcon } from '@heroicons/react/24/outline'
import { Button } from '@mantine/core'
import { Banner } from '../../ui/Banner.tsx'
import { toPlainWords } from '../../ui/plainWords.ts'
import { useHead } from './head.ts'
import { useNetwork } from './NetworkContext.tsx'

/** Says that the node does not answer, or why it does not serve the page, for as long as that is so. */
export function NodeBanner() {
  const { local } = useNetwork()
  const { error, isFetching, refetch } = useHead()
  if (!error) return null
  const advice = local
    ? 'Is cotrain still running? Start it again with npm start: it goes on where it stopped.'
    : 'Check your connection, or choose another node under “Chain settings” below.'
  return (
    <Banner
      color="red"
      icon={<SignalSlashIcon aria-hidden />}
      title={toPlainWords(error).message}
      text={`${advice} What you see may be out of date.`}
      action={
        <Button size="xs" variant="default" loading={isFetching} onClick={() => refetch()}>
          Try again
        </Button>
      }
    />
  )
}
