import { type Address, type Hex, zeroAddress } from 'viem'
import type { SampleInput } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'
import type { Context } from '../../types/Call.ts'
import { type Bundle, type Contents, type Losses, untried } from '../../types/Market.ts'
import { commitmentTo } from './Bundles.ts'
import {
  checkHash,
  inPhase,
  type MarketIncentive,
  type MarketModel,
  type MarketTrainer,
} from './MarketState.ts'
import { isQuadratic } from './options.ts'
import * as Payout from './Payout.ts'
import { learn, lossesOf, sum } from './TestLoss.ts'

/** Who gets fees where events are replayed, which do not tell who made a step. */
export const somebody: Address = zeroAddress

/**
 * Goes on with the bundle that is next: tries it on `tests` more test samples, or on all that are left. Anybody may call
 * it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NothingToSettle, LengthMismatch, WrongBundle, NotNext,
 * SamplesNotAscending, BundleMismatch
 */
export function settle(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  labels: readonly number[],
  samples: readonly SampleInput[],
  bundle: bigint,
  contributor: Address,
  salt: Hex,
  tests: bigint,
): void {
  const model = inPhase(trainer, context, modelId, 'Settling')
  if (tests === 0n) revert('NothingToSettle')
  if (labels.length !== samples.length) {
    revert('LengthMismatch', BigInt(labels.length), BigInt(samples.length))
  }
  const { incentive } = model
  const found = incentive.bundleIn(bundle, 'Revealed')
  const { nextNumber, settlement, options } = incentive
  if (found.number !== nextNumber) revert('NotNext', modelId, BigInt(nextNumber), BigInt(found.number))
  const contents = found.contents!
  checkContents(model, bundle, found, { labels, samples, contributor: trainer.account(contributor), salt })

  const left = options.testSamples - settlement.tested
  const made = tests < BigInt(left) ? Number(tests) : left
  const tried = tryOn(trainer, model, contents, made)
  settleStep(trainer, model, Number(bundle), { tested: settlement.tested + made, tried }, context.sender)
  if (incentive.settlement.position === incentive.state.revealed) settleEnd(trainer, model)
}

/** Throws unless a bundle was revealed with these contents, which are mostly those that the twin knows. */
function checkContents(
  { id: modelId, classifier }: MarketModel,
  bundle: bigint,
  expected: Bundle,
  given: {
    labels: readonly number[]
    samples: readonly SampleInput[]
    contributor: Address
    salt: Hex
  },
): void {
  const { labels, samples, contributor, salt } = given
  const known = expected.contents!
  const bytes = (sample: SampleInput) =>
    typeof sample === 'string' ? sample : classifier.packSample(sample as never)
  const isKnown =
    contributor === expected.contributor &&
    salt === known.salt &&
    labels.length === known.labels.length &&
    labels.every((label, i) => label === known.labels[i]) &&
    samples.every((sample, i) => sample === known.samples[i] || bytes(sample) === bytes(known.samples[i]!))
  if (isKnown) return
  const commitment = commitmentTo(modelId, { labels, samples: samples.map(bytes) }, contributor, salt)
  checkHash(bundle, expected, { contributor, commitment })
}

/** The losses over what it has been tried on before and `made` test samples more; it stays learned if it is to be kept. */
function tryOn(trainer: MarketTrainer, model: MarketModel, contents: Contents, made: number): Losses {
  const { incentive, classifier } = model
  const { tests, pays } = incentive.state
  const { tested, tried } = incentive.settlement
  let losses = tried
  trainer.journal.keepIf(() => {
    learn(classifier, contents)
    const measure = { classifier, quadratic: isQuadratic(incentive.options), tests, pays }
    losses = sum(tried, lossesOf(measure, tested, tested + made))
    return isKept(incentive, { tested: tested + made, tried: losses })
  })
  return losses
}

/** How far a bundle has been tried. */
export type Trial = { readonly tested: number; readonly tried: Losses }

/** Whether the model keeps a bundle. */
export function isKept(incentive: MarketIncentive, { tested, tried }: Trial): boolean {
  return tested === incentive.options.testSamples && tried.keepLoss <= mostKept(incentive)
}

/** The effects of a step, but for what the model has learned and the end of the settlement. */
export function settleStep(
  trainer: MarketTrainer,
  model: MarketModel,
  bundle: number,
  trial: Trial,
  caller: Address,
): void {
  const { id: modelId, incentive } = model
  const { options, settlement } = incentive
  const { tested, tried } = trial
  const kept = isKept(incentive, trial)
  const scored = kept || tried.keepLoss > mostKept(incentive)
  if (scored) score(trainer, model, bundle, trial)
  else {
    incentive.score({ ...settlement, tested, tried })
    const args = { tested: BigInt(tested), ...bigLosses(tried) }
    trainer.emit('BundleTried', { modelId, bundle: BigInt(bundle), ...args })
  }
  const part = (predictions: number) => (options.fee * BigInt(predictions)) / BigInt(options.testSamples)
  trainer.ledger.pay(caller, part(scored ? options.testSamples : tested) - part(settlement.tested))
}

/** Scores the bundle that was tried, and goes to the next position. */
function score(trainer: MarketTrainer, model: MarketModel, bundle: number, trial: Trial): void {
  const { id: modelId, incentive } = model
  const { settlement, state } = incentive
  const { tested, tried } = trial
  const kept = isKept(incentive, trial)
  const { earned, pot } = kept ? earn(incentive, tried) : { earned: 0n, pot: state.pot }
  const amount = incentive.options.stake + earned
  const found = incentive.bundles[bundle]!
  const status = amount === 0n ? 'Closed' : 'Settled'
  incentive.setBundle(bundle, { ...found, status, contents: undefined, amount })
  incentive.change({ pot, unpaid: amount === 0n ? state.unpaid - 1 : state.unpaid })
  incentive.score({
    ...untried(settlement),
    now: kept ? tried : settlement.now,
    position: settlement.position + 1,
  })
  trainer.emit('BundleSettled', {
    modelId,
    bundle: BigInt(bundle),
    contributor: found.contributor,
    kept,
    tested: BigInt(tested),
    ...bigLosses(tried),
    amount,
  })
}

/** What a kept bundle earns, in wei, below 0 what it loses; and what is in the pot then. */
function earn({ options, settlement, state }: MarketIncentive, tried: Losses) {
  const half = options.testSamples / 2
  const fall = settlement.now.payLoss - tried.payLoss
  const worth =
    fall >= 0 ? Payout.pay(options.value, fall, half) : -Payout.penalty(options.value, -fall, half)
  const earned = clamp(worth, -options.stake, state.pot)
  return { earned, pot: state.pot - earned }
}

function clamp(amount: bigint, least: bigint, most: bigint): bigint {
  if (amount > most) return most
  return amount < least ? least : amount
}

/** Ends the settlement: what is left of the bounty goes back. */
export function settleEnd(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel): void {
  const { pot: rest, sponsor } = incentive.state
  incentive.change({ begun: 'Settled', pot: 0n })
  trainer.emit('MarketSettled', { modelId, ...bigLosses(incentive.settlement.now), rest })
  trainer.ledger.pay(sponsor, rest)
}

/** The most that the loss on the half that decides may be with the bundle that is next. */
function mostKept({ options, settlement }: MarketIncentive): number {
  return settlement.now.keepLoss + Payout.tolerated(options.tolerance, options.testSamples / 2)
}

function bigLosses({ payLoss, keepLoss }: Losses) {
  return { payLoss: BigInt(payLoss), keepLoss: BigInt(keepLoss) }
}
