import type { TrainerEvent } from '@cotrain/sdk'
import { useBlock } from 'wagmi'
import { formatDate } from '../../ui/format.ts'

/** When an event happened; the node is asked where it has not said so with the event. */
export function EventTime({ event }: { event: TrainerEvent }) {
  const known = event.eventName === 'Contributed' ? BigInt(event.args.time) : event.time
  const { data: block } = useBlock({
    blockNumber: event.blockNumber,
    query: { enabled: known === undefined, staleTime: Infinity },
  })
  const time = known ?? block?.timestamp
  if (time === undefined) return '…'
  return <time dateTime={new Date(Number(time) * 1000).toISOString()}>{formatDate(Number(time))}</time>
}
