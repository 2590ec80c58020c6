import type { MechanismName, TrainerEvent } from '@cotrain/sdk'
import { learning } from './learning.ts'

/** Something that happened to the model beside its lessons, as a line in the plot and in the list below it. */
export interface Tick {
  /** What the model had been given until then. */
  lessons: number
  /** Seconds since 1970, where the node has told. */
  time: number | undefined
  text: string
}

/** More lines than this hide the plot: of more, the newest are shown. */
export const maxTicks = 24

/** Openings and ends of markets, and classes that were added, oldest first. `nameOf` gives the name of a class. */
export function ticksOf(
  events: readonly TrainerEvent[],
  mechanism: MechanismName,
  nameOf: (label: number) => string,
): Tick[] {
  const { event: lesson } = learning[mechanism]
  const ticks: Tick[] = []
  let [lessons, market] = [0, 0]
  for (const event of events) {
    if (event.eventName === lesson) lessons++
    if (event.eventName === 'MarketOpened') market++
    const text = textOf(event, market, nameOf)
    if (text === undefined) continue
    ticks.push({ lessons, time: event.time === undefined ? undefined : Number(event.time), text })
  }
  return ticks.slice(-maxTicks)
}

function textOf(
  { eventName, args }: TrainerEvent,
  market: number,
  nameOf: (label: number) => string,
): string | undefined {
  switch (eventName) {
    case 'MarketOpened':
      return `Market ${market} opened`
    case 'SettlementOpened':
      return `Market ${market}: the test set is published`
    case 'MarketSettled':
      return `Market ${market} settled`
    case 'MarketCancelled':
      return `Market ${market} cancelled`
    case 'MarketDefaulted':
      return `Market ${market} in default`
    case 'ClassAdded':
      return `The class ${nameOf(Number(args.label))} was added`
    default:
      return undefined
  }
}
