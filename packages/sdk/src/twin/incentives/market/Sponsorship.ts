import type { Hex } from 'viem'
import type { MarketOptions } from '../../../kinds/types.ts'
import { revert } from '../../errors.ts'
import { onlyOwner, usable } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { noMarket, noSettlement, untried } from '../../types/Market.ts'
import * as Lots from './Lots.ts'
import { burnt, inPhase, type MarketIncentive, type MarketModel, type MarketTrainer } from './MarketState.ts'
import { checkOptions, isQuadratic } from './options.ts'
import { lossesOf, sum } from './TestLoss.ts'
import * as TestSet from './TestSet.ts'

const maxBounty = 2n ** 80n - 1n
/** What all contributors get of the bounty together after a default: one part of so many. */
const defaultParts = 20n

/**
 * Chooses other options for the next market. Owner only, while none runs.
 * @throws TwinError UnknownModel, NotOwner, WrongPhase, MarketNotPaid, and those of the options
 */
export function setMarketOptions(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  options: MarketOptions,
): void {
  const { incentive, classifier } = onlyOwner(trainer, context, modelId)
  incentive.checkIdle(context.time)
  checkOptions(options, classifier)
  incentive.setOptions(options)
}

/**
 * Opens a market for a bounty (the value sent), with the hashes of the pages of its test set. Owner only, who is the
 * sponsor.
 * @throws TwinError UnknownModel, ModelIncomplete, NotOwner, WrongPhase, MarketNotPaid, PageCountOutOfRange,
 * BountyOutOfRange
 */
export function open(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  hashes: readonly Hex[],
): void {
  const model = usable(trainer, modelId)
  onlyOwner(trainer, context, modelId)
  model.incentive.checkIdle(context.time)
  const { length } = hashes
  if (length === 0 || length > TestSet.maxPages) {
    revert('PageCountOutOfRange', BigInt(length), 1n, BigInt(TestSet.maxPages))
  }
  const { value } = context
  if (value === 0n || value > maxBounty) revert('BountyOutOfRange', value, 1n, maxBounty)
  settleOpen(trainer, context, model, hashes)
}

/** The effects of opening a market that has passed all checks. */
export function settleOpen(
  trainer: MarketTrainer,
  { sender, time, value }: Pick<Context, 'sender' | 'time' | 'value'>,
  { id: modelId, incentive }: MarketModel,
  hashes: readonly Hex[],
): void {
  if (time >= 2 ** 32) revert('Overflow')
  const firstBundle = incentive.bundles.length
  incentive.change({
    ...noMarket,
    begun: 'Committing',
    sponsor: sender,
    bounty: value,
    pot: value,
    openedAt: time,
    firstBundle,
    hashes: [...hashes],
  })
  incentive.score(noSettlement)
  const args = { sponsor: sender, bounty: value, firstBundle: BigInt(firstBundle), hashes: [...hashes] }
  trainer.emit('MarketOpened', { modelId, ...args })
}

/**
 * Gives up a market while bundles are committed. Sponsor only.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NotSponsor
 */
export function cancel(trainer: MarketTrainer, context: Context, modelId: bigint): void {
  const model = inPhase(trainer, context, modelId, 'Committing')
  const { sponsor } = model.incentive.state
  if (context.sender !== sponsor) revert('NotSponsor', context.sender, sponsor)
  settleCancel(trainer, model)
}

/** The effects of giving up a market. */
export function settleCancel(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel): void {
  const { sponsor, bounty, bundles } = incentive.state
  incentive.change({ begun: 'Cancelled', unpaid: bundles, pot: 0n })
  trainer.emit('MarketCancelled', { modelId })
  trainer.ledger.pay(sponsor, bounty)
}

/**
 * Publishes the next page of the test set. Whoever knows it may, when bundles are revealed.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, SaltMismatch, PageMismatch, PageMalformed,
 * LabelOutOfRange, TestSampleTooDear, those of a malformed sample, TestSampleCount
 */
export function publish(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  salt: Hex,
  data: Hex,
): void {
  const model = inPhase(trainer, context, modelId, 'Testing')
  const { published: page, salt: known, hashes } = model.incentive.state
  if (page > 0 && salt !== known) revert('SaltMismatch', known, salt)
  const given = TestSet.hash(modelId, BigInt(page), salt, data)
  const expected = hashes[page]!
  if (given !== expected) revert('PageMismatch', BigInt(page), expected, given)
  settlePublish(trainer, model, salt, data)
  if (page + 1 === hashes.length) openSettlement(trainer, model)
}

/** The effects of publishing a page, but for the settlement that may begin: the model's losses as it is are added up. */
export function settlePublish(trainer: MarketTrainer, model: MarketModel, salt: Hex, data: Hex): void {
  const { id: modelId, incentive, classifier } = model
  const { state, options, settlement } = incentive
  const { published: page } = state
  const lot = page === 0 ? Lots.seed(state.lot, salt) : state.lot
  const pays = page === 0 ? Lots.paying(Lots.halves(lot), options.testSamples) : state.pays
  trainer.emit('TestPublished', { modelId, page: BigInt(page), salt, data })
  const tests = [...state.tests, ...TestSet.checkPage(classifier, data)]
  const { testSamples } = options
  if (tests.length > testSamples) revert('TestSampleCount', BigInt(testSamples), BigInt(tests.length))
  const measure = { classifier, quadratic: isQuadratic(options), tests, pays }
  const first = sum(settlement.first, lossesOf(measure, state.tests.length, tests.length))
  incentive.change({ published: page + 1, lot, salt, tests, pays })
  incentive.score({ ...settlement, first, tested: tests.length })
}

/** Begins scoring. @throws TwinError TestSampleCount */
export function openSettlement(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel): void {
  const { settlement, options, state } = incentive
  const { first, tested } = settlement
  if (tested !== options.testSamples) {
    revert('TestSampleCount', BigInt(options.testSamples), BigInt(tested))
  }
  const { multiplier, offset } = Lots.order(state.lot, state.revealed)
  incentive.score({ ...untried(settlement), now: first, multiplier, offset })
  incentive.change({ begun: 'Settling', unpaid: state.revealed })
  const lost = unrevealed(incentive)
  trainer.emit('SettlementOpened', {
    modelId,
    payLoss: BigInt(first.payLoss),
    keepLoss: BigInt(first.keepLoss),
    halves: Lots.halves(state.lot),
    multiplier: BigInt(multiplier),
    offset: BigInt(offset),
    burnt: lost,
  })
  trainer.ledger.pay(burnt, lost)
}

/**
 * Ends a market that is overdue. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase
 */
export function close(trainer: MarketTrainer, context: Context, modelId: bigint): void {
  settleClose(trainer, inPhase(trainer, context, modelId, 'Overdue'))
}

/** The effects of ending a market that is overdue. */
export function settleClose(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel): void {
  const { sponsor, bounty, revealed } = incentive.state
  const lost = unrevealed(incentive)
  if (revealed === 0) {
    incentive.change({ begun: 'Settled', pot: 0n })
    trainer.emit('MarketSettled', { modelId, payLoss: 0n, keepLoss: 0n, rest: bounty })
    trainer.ledger.pay(sponsor, bounty)
    trainer.ledger.pay(burnt, lost)
    return
  }
  const share = bounty / defaultParts / BigInt(revealed)
  const all = lost + bounty - share * BigInt(revealed)
  incentive.change({ begun: 'Defaulted', pot: 0n, share, unpaid: revealed })
  trainer.emit('MarketDefaulted', { modelId, share, burnt: all })
  trainer.ledger.pay(burnt, all)
}

/** What bundles have paid that were not revealed, in wei. */
function unrevealed({ state, price }: MarketIncentive): bigint {
  return BigInt(state.bundles - state.revealed) * price
}
