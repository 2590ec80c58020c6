import { phaseNames } from '../../errors/market.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { IncentiveView } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import { TwinError } from '../../twin/index.ts'
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
  state: 'past' | 'present' | 'future' | 'skipped'
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
  contributions: bigint
  timeline: TimelineEntry[]
  /** Wei that `withdrawBounty` would pay the sponsor now. */
  withdrawable: bigint
  /** The time that all of this is said for, in seconds since 1970. */
  time: bigint
}

/**
 * Reads all about a market: phase, options, bounty, test set, how far scoring has come, and its phases in time.
 *
 * @throws WrongMechanismError, and as `syncModel`
 *
 * @example
 * const { phaseName, timeline, closesAt } = await getMarket(client, { model })
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
  return {
    ...view,
    phaseName,
    contributions: BigInt(history.contributions.length),
    timeline: timelineOf(history, view, phaseName),
    withdrawable: withdrawableOf(history, now),
    time: now,
  }
}

function withdrawableOf({ twin, model, blockNumber }: SyncedModel<'market'>, time: bigint): bigint {
  const { sponsor: sender } = twin.incentive(model.modelId, time)
  try {
    const { events } = twin.simulate(() => twin.withdraw({ sender, time, blockNumber }, model.modelId))
    return events.reduce((sum, { args }) => sum + ('amount' in args ? args.amount : 0n), 0n)
  } catch (error) {
    if (error instanceof TwinError) return 0n
    throw error
  }
}

/** The event that each phase begins with. */
const beginnings = {
  created: 'ModelCreated',
  drawing: 'MarketCommitted',
  opening: 'PiecesDrawn',
  open: 'MarketOpened',
  settling: 'SettlementOpened',
  settled: 'MarketSettled',
  cancelled: 'MarketCancelled',
} as const

const usual: readonly MarketPhase[] = [
  'created',
  'drawing',
  'opening',
  'open',
  'revealing',
  'settling',
  'settled',
]

function timelineOf(
  { events }: SyncedModel<'market'>,
  { closesAt, revealDeadline }: IncentiveView<'market'>,
  present: MarketPhase,
): TimelineEntry[] {
  const known = (time: bigint) => (time === 0n ? undefined : time)
  const timeOf = (name: TrainerEvent['eventName']) => events.find(({ eventName }) => eventName === name)?.time
  const from = (phase: MarketPhase): bigint | undefined => {
    if (phase === 'revealing') return known(closesAt)
    if (phase === 'defaulted') return known(revealDeadline)
    const time = timeOf(beginnings[phase])
    // A market without contributions settles when it closes.
    return phase === 'settled' && present === 'settled' ? (time ?? known(closesAt)) : time
  }
  const phases = phasesOf(present, events)
  const now = phases.indexOf(present)
  return phases.map((phase, i): TimelineEntry => {
    const planned =
      phase === 'open' ? known(closesAt) : phase === 'revealing' ? known(revealDeadline) : undefined
    const next = phases[i + 1]
    const until = i < now && next !== undefined ? (from(next) ?? planned) : planned
    const state = i < now ? 'past' : i === now ? 'present' : 'future'
    const isSkipped = state === 'past' && phase !== 'created' && from(phase) === undefined
    return { phase, from: from(phase), until, state: isSkipped ? 'skipped' : state }
  })
}

/** The phases that this market goes through, as far as one can tell. */
function phasesOf(present: MarketPhase, events: readonly TrainerEvent[]): MarketPhase[] {
  if (present === 'defaulted') return [...usual.slice(0, 5), 'defaulted']
  if (present !== 'cancelled') return [...usual]
  const drawn = events.some(({ eventName }) => eventName === 'PiecesDrawn')
  return [...usual.slice(0, drawn ? 3 : 2), 'cancelled']
}
