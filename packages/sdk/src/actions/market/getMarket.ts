import { phaseNames } from '../../errors/market.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { IncentiveView } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import type { CotrainClient } from '../internal/client.ts'
import type { TrainerEvent } from '../internal/getEvents.ts'
import { pendingTime } from '../internal/pendingTime.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'

/** Where a market stands. */
export type MarketPhase = (typeof phaseNames)[number]

/** A phase on a market's timeline; times in seconds since 1970, as far as they are known. */
export type TimelineEntry = {
  phase: MarketPhase
  from: bigint | undefined
  until: bigint | undefined
  state: 'past' | 'present' | 'future'
}

export type GetMarketParameters = {
  model: ModelReference<'market'>
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'market'> | undefined
  /** Seconds since 1970. @default the time of the block that is being made now */
  time?: bigint | undefined
}

/** The state of a market, as the contract's `incentive` gives it, and what follows from it. */
export type GetMarketReturnType = IncentiveView<'market'> & {
  phaseName: MarketPhase
  /** Which market of the model it is, from 0 on; -1 before the first. */
  market: number
  /** What a bundle pays, stake and fee, in wei. */
  price: bigint
  /** The phases of this market, past and to come. */
  timeline: TimelineEntry[]
  /** The time that all of this is said for, in seconds since 1970. */
  time: bigint
}

/**
 * Reads all about a model's present market, or its last one: phase, options, bounty, bundles, test set, how far scoring
 * has come, and its phases in time.
 *
 * @throws WrongMechanismError, and as `syncModel`
 *
 * @example
 * const { phaseName, timeline, commitUntil } = await getMarket(client, { model })
 */
export async function getMarket(
  client: CotrainClient,
  { model, synced, time }: GetMarketParameters,
): Promise<GetMarketReturnType> {
  assertUnder(model, 'market')
  const history = synced ?? (await syncModel(client, { model }))
  const now = time ?? (await pendingTime(client, history))
  const view = history.twin.incentive(model.modelId, now)
  const phaseName = phaseNames[view.phase]!
  const opened = history.events.filter(({ eventName }) => eventName === 'MarketOpened').length
  return {
    ...view,
    phaseName,
    market: opened - 1,
    price: view.options.stake + view.options.fee,
    timeline: timelineOf(history, view, phaseName),
    time: now,
  }
}

function timelineOf(
  { events }: SyncedModel<'market'>,
  view: IncentiveView<'market'>,
  present: MarketPhase,
): TimelineEntry[] {
  if (present === 'none') return [{ phase: 'none', from: undefined, until: undefined, state: 'present' }]
  const last = events.findLastIndex(({ eventName }) => eventName === 'MarketOpened')
  const its = events.slice(last)
  const timeOf = (name: TrainerEvent['eventName']) => its.find(({ eventName }) => eventName === name)?.time
  const beginnings: Partial<Record<MarketPhase, bigint | undefined>> = {
    committing: timeOf('MarketOpened'),
    revealing: view.commitUntil,
    testing: view.revealUntil,
    overdue: overdueFrom(view),
    settling: timeOf('SettlementOpened'),
    settled: timeOf('MarketSettled'),
    defaulted: timeOf('MarketDefaulted'),
    cancelled: timeOf('MarketCancelled'),
  }
  const phases = phasesOf(present, view, its)
  const now = phases.indexOf(present)
  return phases.map((phase, i): TimelineEntry => {
    const next = phases[i + 1]
    // what is published in time ends the wait for it before
    const until = next && (beginnings[next] ?? (phase === 'testing' ? view.testUntil : undefined))
    const state = i < now ? 'past' : i === now ? 'present' : 'future'
    return { phase, from: beginnings[phase], until, state }
  })
}

/** Since when nothing can come of a market any more. */
function overdueFrom({ bundles, revealed, commitUntil, revealUntil, testUntil }: IncentiveView<'market'>) {
  if (bundles === 0n) return commitUntil
  return revealed === 0n ? revealUntil : testUntil
}

/** The phases that this market goes through, as far as one can tell. */
function phasesOf(
  present: MarketPhase,
  { bundles, revealed }: IncentiveView<'market'>,
  events: readonly TrainerEvent[],
): MarketPhase[] {
  if (present === 'cancelled') return ['committing', 'cancelled']
  const scored = events.some(({ eventName }) => eventName === 'SettlementOpened')
  const late = present === 'overdue' || present === 'defaulted' || (present === 'settled' && !scored)
  if (!late) return ['committing', 'revealing', 'testing', 'settling', 'settled']
  const before: MarketPhase[] = ['committing', 'revealing', 'testing']
  const reached = bundles === 0n ? 1 : revealed === 0n ? 2 : 3
  return [...before.slice(0, reached), 'overdue', revealed === 0n ? 'settled' : 'defaulted']
}
