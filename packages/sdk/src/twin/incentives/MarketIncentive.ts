import type { Address, Hex } from 'viem'
import type { IncentiveView } from '../../kinds/types.ts'
import type { SampleInput } from '../classifiers/Classifier.ts'
import { revert } from '../errors.ts'
import { registered, usable } from '../Models.ts'
import type { Context } from '../types/Call.ts'
import { hashOf, phases, statuses } from '../types/Market.ts'
import type { Surroundings } from './IncentiveMechanism.ts'
import { claim, claimBack, commit, commitmentOf, reveal } from './market/Bundles.ts'
import { settle } from './market/MarketSettlement.ts'
import { inPhase, MarketIncentive, type MarketTrainer } from './market/MarketState.ts'
import { replay } from './market/replay.ts'
import { cancel, close, open, publish, setMarketOptions } from './market/Sponsorship.ts'

/** The mechanism's state of a model at `time` (seconds). @throws TwinError UnknownModel */
function incentive(trainer: MarketTrainer, modelId: bigint, time: bigint): IncentiveView<'market'> {
  const { incentive: market } = registered(trainer, modelId)
  const { options, state, settlement, times } = market
  const { first, now } = settlement
  const at = (seconds: number) => (state.openedAt === 0 ? 0n : BigInt(seconds))
  return {
    phase: phases[market.phase(Number(time))],
    options: { ...options },
    sponsor: state.sponsor,
    bounty: state.bounty,
    pot: state.pot,
    commitUntil: at(times.commitUntil),
    revealUntil: at(times.revealUntil),
    testUntil: at(times.testUntil),
    firstBundle: BigInt(state.firstBundle),
    bundles: BigInt(state.bundles),
    revealed: BigInt(state.revealed),
    settled: BigInt(settlement.position),
    unpaid: BigInt(state.unpaid),
    pages: BigInt(state.hashes.length),
    published: BigInt(state.published),
    firstPayLoss: BigInt(first.payLoss),
    firstKeepLoss: BigInt(first.keepLoss),
    payLoss: BigInt(now.payLoss),
    keepLoss: BigInt(now.keepLoss),
    tested: BigInt(settlement.tested),
    share: state.share,
  }
}

/** What a bundle pays, stake and fee, in wei, at any time. @throws TwinError UnknownModel, ModelIncomplete */
function price(trainer: MarketTrainer, modelId: bigint, _time: bigint): bigint {
  return usable(trainer, modelId).incentive.price
}

type BundleView = {
  /** The number of the status. */
  status: number
  /** When revealed: which of the revealed bundles of its market it is. */
  number: bigint
  /** When settled: whose it is, and what can be claimed, in wei. */
  contributor: Address
  amount: bigint
  /** When committed or revealed: what the chain keeps of who committed what. */
  hash: Hex
}

const nothing: BundleView = {
  status: statuses.None,
  number: 0n,
  contributor: '0x0000000000000000000000000000000000000000',
  amount: 0n,
  hash: `0x${'0'.repeat(52)}`,
}

/** What is known of a bundle without its contents. @throws TwinError UnknownModel */
function bundle(trainer: MarketTrainer, modelId: bigint, number: bigint): BundleView {
  const { incentive: market } = registered(trainer, modelId)
  const name = market.statusOf(Number(number))
  const found = market.bundles[Number(number)]
  const view = { ...nothing, status: statuses[name] }
  if (found === undefined || name === 'Closed') return view
  if (name === 'Settled') return { ...view, contributor: found.contributor, amount: found.amount }
  return { ...view, hash: hashOf(found), number: BigInt(found.number) }
}

/**
 * Which of the revealed bundles is scored next; the market must be settling.
 * @param time Seconds, for the phase in the error.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase
 */
function nextNumber(trainer: MarketTrainer, modelId: bigint, time: bigint): bigint {
  return BigInt(inPhase(trainer, { time: Number(time) }, modelId, 'Settling').incentive.nextNumber)
}

/** Which bundle is scored next; undefined unless the market is settling. Of the twin only. */
function nextBundle(trainer: MarketTrainer, modelId: bigint): bigint | undefined {
  const market = trainer.find(modelId)?.incentive
  return market?.state.begun === 'Settling' ? BigInt(market.nextBundle) : undefined
}

/** What `settle` takes of a bundle that is revealed and not scored. */
export type BundleContents = {
  contributor: Address
  labels: readonly number[]
  /** In their packed bytes. */
  samples: readonly Hex[]
  salt: Hex
}

/** What a bundle has in it, while it is revealed and not scored. Of the twin only. */
function contentsOf(trainer: MarketTrainer, modelId: bigint, number: bigint): BundleContents | undefined {
  const model = trainer.find(modelId)
  const found = model?.incentive.bundles[Number(number)]
  if (!model || !found?.contents) return undefined
  const { labels, samples, salt } = found.contents
  const packed = samples.map(sample => model.classifier.packSample(sample))
  return { contributor: found.contributor, labels, samples: packed, salt }
}

/** Contributions are made in bundles. @throws TwinError BundlesOnly */
function contribute(
  _trainer: MarketTrainer,
  _context: Context,
  modelId: bigint,
  _label: number,
  _sample: SampleInput,
): bigint {
  return revert('BundlesOnly', modelId)
}

/** The same of many. @throws TwinError BundlesOnly */
function contributeBatch(
  _trainer: MarketTrainer,
  _context: Context,
  modelId: bigint,
  _labels: readonly number[],
  _samples: readonly SampleInput[],
): bigint {
  return revert('BundlesOnly', modelId)
}

/** What the twin of a trainer under a *prediction market* needs. */
export const market = {
  createIncentive: (options: Hex, surroundings: Surroundings) => new MarketIncentive(options, surroundings),
  views: { incentive, price, bundle, nextNumber, commitmentOf, nextBundle, contentsOf },
  actions: {
    contribute,
    contributeBatch,
    setMarketOptions,
    open,
    commit,
    cancel,
    reveal,
    publish,
    settle,
    close,
    claim,
    claimBack,
  },
  payable: ['open', 'commit'],
  replay,
}
