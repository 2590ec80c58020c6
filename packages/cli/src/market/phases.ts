import { formatModelId, type MarketPhase } from '@cotrain/sdk'
import { CliError } from '../errors.ts'
import { formatTime } from '../format.ts'
import type { Market, MarketModel } from './types.ts'

/** What a market does in each phase. */
const doing: Record<MarketPhase, string> = {
  none: 'is not open',
  committing: 'takes commitments',
  revealing: 'takes what was committed',
  testing: 'waits for its test set',
  overdue: 'is overdue',
  settling: 'is being settled',
  settled: 'is settled',
  defaulted: 'has defaulted',
  cancelled: 'was cancelled',
}

/** @throws CliError when the market is in another phase, with when that one is, or what is next */
export function checkPhase(model: MarketModel, market: Market, needed: MarketPhase): void {
  const { phaseName } = market
  if (phaseName === needed) return
  throw new CliError(`That cannot be done now: the market ${doing[phaseName]}.`, [
    'Nothing was sent.',
    ...whenIs(market, needed),
    nextStep(model, market),
  ])
}

function whenIs({ timeline }: Market, needed: MarketPhase): string[] {
  const entry = timeline.find(({ phase }) => phase === needed)
  if (entry?.state !== 'future' || entry.from === undefined) return []
  return [`It can be from ${formatTime(Number(entry.from))} on.`]
}

/** What has to happen now, and by which command. */
export function nextStep(model: MarketModel, market: Market): string {
  const { phaseName, unpaid, commitUntil, revealUntil, revealed } = market
  const at = (time: bigint) => formatTime(Number(time))
  const id = formatModelId(model)
  switch (phaseName) {
    case 'none':
      return `The owner can open it: cotrain market open ${id} --test-set FILE --bounty ETHER`
    case 'committing':
      return `Commit bundles until ${at(commitUntil)}: cotrain market commit ${id} --data FILE`
    case 'revealing':
      return `Reveal what you have committed until ${at(revealUntil)}, or lose stake and fee: cotrain market reveal ${id}`
    case 'testing':
      return `The sponsor has to publish the test set until ${at(market.testUntil)}, or loses the bounty: cotrain market publish ${id}`
    case 'overdue':
      return revealed === 0n
        ? `No bundle was revealed. Anybody can close it: cotrain market close ${id}`
        : `The test set was not published in time. Anybody can close it: cotrain market close ${id}`
    case 'settling':
      return `Anybody can go on with scoring, for the fees: cotrain market settle ${id}`
    case 'settled':
    case 'defaulted':
    case 'cancelled':
      return unpaid > 0n
        ? `Anybody can have bundles paid: cotrain market claim ${id}, or with --all`
        : `All is paid. The owner can open the next one: cotrain market open ${id} --test-set FILE --bounty ETHER`
  }
}
