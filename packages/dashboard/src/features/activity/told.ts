import type { TrainerEvent } from '@cotrain/sdk'

/** What only says more about the event after it, or that something goes on. */
const silent = ['Judged', 'Changed', 'SettlementAdvanced'] as const

/** An event that people are told of. */
export type ToldEvent = Exclude<TrainerEvent, { eventName: (typeof silent)[number] }>

export function isTold(event: TrainerEvent): event is ToldEvent {
  return !silent.some(name => name === event.eventName)
}
