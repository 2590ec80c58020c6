import type { TrainerEvent } from '@cotrain/sdk'
import { Person } from '../account/Person.tsx'
import { formatPoints } from './words.ts'

type PointsEvent = Extract<
  TrainerEvent,
  { eventName: 'Verified' | 'Reported' | 'ReportConfirmed' | 'ReportDismissed' }
>

/** What happened under points, in a sentence. */
export function PointsSentence({ event }: { event: PointsEvent }) {
  const contribution = `contribution ${event.args.index}`
  switch (event.eventName) {
    case 'Verified': {
      const { contributor, points, total } = event.args
      return (
        <>
          The model agreed with {contribution} of <Person address={contributor} />: verified
          {points > 0n
            ? `, for ${formatPoints(points)}. That makes ${formatPoints(total)}.`
            : ', without points, because it knew this.'}
        </>
      )
    }
    case 'Reported':
      return (
        <>
          <Person address={event.args.reporter} /> reported {contribution} as bad.
        </>
      )
    case 'ReportConfirmed': {
      const { reporter, points } = event.args
      return (
        <>
          The model still disagrees with {contribution}: the report of <Person address={reporter} /> was
          confirmed, for {formatPoints(points)}.
        </>
      )
    }
    case 'ReportDismissed':
      return (
        <>
          The model agrees with {contribution} by now: the report of <Person address={event.args.reporter} />{' '}
          was dismissed.
        </>
      )
  }
}
