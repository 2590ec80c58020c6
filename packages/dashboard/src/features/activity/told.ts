import type { TrainerEvent } from '@cotrain/sdk'
import type { ReadyModel } from '../model/readyModel.ts'

/** What only says more about the event after it, or that something goes on. */
const silent = ['Judged', 'Changed', 'BundleTried'] as const

/** An event that people are told of. */
export type ToldEvent = Exclude<TrainerEvent, { eventName: (typeof silent)[number] }>

/** The events of a model that people are told of. In a market a bundle is told of, not each of its samples. */
export function toldOf({ synced, reference }: Pick<ReadyModel, 'synced' | 'reference'>): ToldEvent[] {
  const inBundles = reference.mechanism === 'market'
  return synced.events.filter(isTold).filter(({ eventName }) => !(inBundles && eventName === 'Contributed'))
}

function isTold(event: TrainerEvent): event is ToldEvent {
  return !silent.some(name => name === event.eventName)
}
