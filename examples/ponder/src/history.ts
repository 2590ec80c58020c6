import type { DatasetStatus, MechanismName, TrainerEvent, TrainerEventValues } from '@cotrain/sdk'

/** What an event changes of a contribution. */
export type Change = {
  status?: DatasetStatus
  learned?: number
  remaining?: bigint
  points?: bigint
  duplicateOf?: bigint
}

type EventName = TrainerEvent['eventName']
type Changes = { [name in EventName]?: (args: TrainerEventValues<name>) => Change }

/** Events about one contribution, which name it by their `index`. */
export const changes = {
  Refunded: () => ({ status: 'refunded', remaining: 0n }),
  Taken: ({ remaining }) => ({ status: remaining === 0n ? 'taken' : 'open', remaining }),
  Verified: ({ points }) => ({ status: 'verified', remaining: 0n, points }),
  Challenged: () => ({}),
  Disputed: () => ({ status: 'disputed' }),
  Settled: ({ label }) => ({ status: 'settled', remaining: 0n, learned: label }),
  DuplicateFound: ({ original }) => ({ duplicateOf: original }),
  Dropped: () => ({ status: 'dropped', remaining: 0n }),
} satisfies Changes

/** Whether a mechanism's models learn a label when it is contributed. */
export const learnsAtOnce: Record<MechanismName, boolean> = {
  deposits: true,
  points: true,
  market: false,
  bonded: false,
}

/** How the status of a bundle's contributions is called once it is scored. */
export function statusOfBundle({ kept }: TrainerEventValues<'BundleSettled'>): DatasetStatus {
  return kept ? 'learned' : 'undone'
}
