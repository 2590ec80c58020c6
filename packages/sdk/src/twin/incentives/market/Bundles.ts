import { type Address, concat, encodeAbiParameters, type Hex, keccak256, toHex } from 'viem'
import { bytesOfHex } from '../../../encoders/hex.ts'
import type { MarketOptions } from '../../../kinds/types.ts'
import { type Admitted, admitAll, record } from '../../CollaborativeTrainer.ts'
import type { SampleInput } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { phases } from '../../types/Market.ts'
import * as Lots from './Lots.ts'
import { checkHash, inPhase, type MarketModel, type MarketTrainer } from './MarketState.ts'

/**
 * What a contributor commits to.
 * @param samples In their packed bytes.
 * @throws TwinError SamplesNotAscending
 */
export function commitmentTo(
  modelId: bigint,
  { labels, samples }: { labels: readonly number[]; samples: readonly Hex[] },
  contributor: Address,
  salt: Hex,
): Hex {
  let last: Hex = '0x0'
  const words = samples.flatMap((sample, i) => {
    const hash = keccak256(bytesOfHex(sample))
    // of one length and case, so that texts are in the order of numbers
    if (hash <= last) revert('SamplesNotAscending', BigInt(i))
    last = hash
    return [hash, toHex(labels[i]!, { size: 32 })]
  })
  const types = [{ type: 'uint256' }, { type: 'address' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [modelId, contributor, salt, keccak256(concat(words))]))
}

/**
 * What `contributor` would commit to; throws unless `reveal` would take it.
 * @throws TwinError UnknownModel, ModelIncomplete, BundleSizeOutOfRange, LengthMismatch, SamplesNotAscending, those of
 * samples and labels, BundleTooDear
 */
export function commitmentOf(
  trainer: MarketTrainer,
  modelId: bigint,
  labels: readonly number[],
  samples: readonly SampleInput[],
  contributor: Address,
  salt: Hex,
): Hex {
  const model = usable(trainer, modelId)
  checkSize(model.incentive.options, labels, samples)
  const admitted = admitAll(trainer, model, labels, samples)
  return commitmentTo(modelId, packed(model, admitted), contributor, salt)
}

/**
 * Commits bundles, for stake and fee each (the value sent).
 * @returns The number of the first; the others follow.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NoBundle, ValueMismatch
 */
export function commit(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  commitments: readonly Hex[],
): bigint {
  const model = inPhase(trainer, context, modelId, 'Committing')
  const { price, bundles } = model.incentive
  if (commitments.length === 0) revert('NoBundle')
  const expected = BigInt(commitments.length) * price
  if (context.value !== expected) revert('ValueMismatch', expected, context.value)
  const first = bundles.length
  if (first + commitments.length >= 2 ** 32) revert('Overflow')
  for (const commitment of commitments) settleCommit(trainer, model, context.sender, commitment)
  return BigInt(first)
}

/** The effects of a commitment that is paid for. */
export function settleCommit(
  trainer: MarketTrainer,
  { id: modelId, incentive }: MarketModel,
  contributor: Address,
  commitment: Hex,
): void {
  const bundle = incentive.bundles.length
  const open = { status: 'Committed', number: 0, contents: undefined, amount: 0n } as const
  incentive.setBundle(bundle, { ...open, contributor, commitment })
  incentive.change({ bundles: incentive.state.bundles + 1 })
  trainer.emit('BundleCommitted', { modelId, bundle: BigInt(bundle), contributor, commitment })
}

/**
 * Reveals a bundle: records its samples as contributions of the caller, which must be who committed it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, WrongBundle, BundleSizeOutOfRange, LengthMismatch,
 * those of samples and labels, BundleTooDear, SamplesNotAscending, BundleMismatch
 */
export function reveal(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  labels: readonly number[],
  samples: readonly SampleInput[],
  bundle: bigint,
  salt: Hex,
): void {
  const model = inPhase(trainer, context, modelId, 'Revealing')
  const found = model.incentive.bundleIn(bundle, 'Committed')
  checkSize(model.incentive.options, labels, samples)
  const admitted = admitAll(trainer, model, labels, samples)
  const { sender: contributor } = context
  const commitment = commitmentTo(modelId, packed(model, admitted), contributor, salt)
  checkHash(bundle, found, { contributor, commitment })
  const first = model.log.entries
  for (const each of admitted) record(trainer, context, model, each, { deposit: 0n, surprising: false })
  settleReveal(trainer, model, Number(bundle), first, salt)
}

/** The effects of revealing a bundle whose samples are recorded from `first` on. */
export function settleReveal(
  trainer: MarketTrainer,
  { id: modelId, incentive, records, log }: MarketModel,
  bundle: number,
  first: number,
  salt: Hex,
): void {
  const { state } = incentive
  const number = state.revealed
  const its = records.slice(first, log.entries).flatMap(each => (each && 'state' in each ? [each] : []))
  const labels = its.map(each => each.state.label)
  const contents = { labels, samples: its.map(({ sample }) => sample), salt, first }
  const found = incentive.bundles[bundle]!
  incentive.setBundle(bundle, { ...found, status: 'Revealed', number, contents })
  incentive.change({ revealed: number + 1, lot: Lots.add(state.lot, salt, bundle) })
  trainer.emit('BundleRevealed', {
    modelId,
    bundle: BigInt(bundle),
    contributor: found.contributor,
    number: BigInt(number),
    first: BigInt(first),
    count: BigInt(its.length),
    salt,
  })
}

/**
 * Pays what a scored bundle came to, to its contributor. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongBundle
 */
export function claim(trainer: MarketTrainer, _: Context, modelId: bigint, bundle: bigint): void {
  const model = usable(trainer, modelId)
  model.incentive.bundleIn(bundle, 'Settled')
  settleClaim(trainer, model, Number(bundle))
}

/**
 * Pays back a bundle of a market that was cancelled, or, if it was revealed, that defaulted. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, WrongBundle, BundleMismatch
 */
export function claimBack(
  trainer: MarketTrainer,
  { time }: Context,
  modelId: bigint,
  bundle: bigint,
  contributor: Address,
  commitment: Hex,
): void {
  const model = usable(trainer, modelId)
  const { incentive } = model
  const { begun } = incentive.state
  if (begun !== 'Defaulted' && begun !== 'Cancelled')
    revert('WrongPhase', modelId, phases[incentive.phase(time)])
  const found = incentive.bundleIn(bundle, begun === 'Defaulted' ? 'Revealed' : 'Committed')
  checkHash(bundle, found, { contributor: trainer.account(contributor), commitment })
  settleClaim(trainer, model, Number(bundle))
}

/** Pays the last that there is to pay of a bundle: what it came to, or what it had paid and a share of the bounty. */
export function settleClaim(
  trainer: MarketTrainer,
  { id: modelId, incentive }: MarketModel,
  bundle: number,
): void {
  const found = incentive.bundles[bundle]!
  const { contributor } = found
  const { unpaid, share } = incentive.state
  const amount = found.status === 'Settled' ? found.amount : incentive.price + share
  incentive.setBundle(bundle, { ...found, status: 'Closed', contents: undefined, amount: 0n })
  incentive.change({ unpaid: unpaid - 1 })
  trainer.emit('Claimed', { modelId, bundle: BigInt(bundle), contributor, amount })
  trainer.ledger.pay(contributor, amount)
}

/** @throws TwinError BundleSizeOutOfRange, LengthMismatch */
function checkSize(
  { minSamples, maxSamples }: MarketOptions,
  labels: readonly number[],
  { length }: readonly SampleInput[],
): void {
  if (length < minSamples || length > maxSamples) {
    revert('BundleSizeOutOfRange', BigInt(length), BigInt(minSamples), BigInt(maxSamples))
  }
  if (labels.length !== length) revert('LengthMismatch', BigInt(labels.length), BigInt(length))
}

function packed({ classifier }: MarketModel, admitted: readonly Admitted[]) {
  return {
    labels: admitted.map(({ label }) => label),
    samples: admitted.map(({ sample }) => classifier.packSample(sample)),
  }
}
