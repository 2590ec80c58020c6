import type { Address, Hex } from 'viem'
import type { Challenge, Contribution } from '../../../kinds/types.ts'
import { leafWith } from '../../../record/leaf.ts'
import { revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { stakeOf } from '../../types/Challenge.ts'
import { assertLabel } from './assertions.ts'
import type { BondedModel, BondedTrainer, Pool } from './BondedState.ts'
import { poolKey } from './poolKey.ts'

/** What `pool` returns; wei. */
export type PoolView = Omit<Pool, 'pledges'>

/** Of models that are not there. */
const noPool: PoolView = { pledged: 0n, staked: false, closed: false, paid: 0n, lockedUntil: 0n }
const maxPledged = 2n ** 104n - 1n
/** Seconds for which nobody can leave a full pool. */
const lockTime = 600n

/** Which pool, and who adds to it or takes from it how much, in wei. */
type Movement = { leaf: Hex; label: number; bond: bigint; account: Address; amount: bigint }

/** The pool for one challenge, empty when nobody has pledged. */
export function pool(
  trainer: BondedTrainer,
  modelId: bigint,
  leaf: Hex,
  label: number,
  bond: bigint,
): PoolView {
  const found = trainer.find(modelId)?.incentive.pool(poolKey(leaf, label, bond)) ?? noPool
  const { pledged, staked, closed, paid, lockedUntil } = found
  return { pledged, staked, closed, paid, lockedUntil }
}

/** What `account` has in a pool, in wei. */
export function pledgeOf(
  trainer: BondedTrainer,
  modelId: bigint,
  leaf: Hex,
  label: number,
  bond: bigint,
  account: Address,
): bigint {
  const found = trainer.find(modelId)?.incentive.pool(poolKey(leaf, label, bond))
  return found?.pledges.get(trainer.account(account)) ?? 0n
}

/**
 * Adds what is sent to a pool, as far as it has room; the rest comes back.
 * @throws TwinError UnknownModel, ModelIncomplete, PoolFull, NothingPledged
 */
export function pledge(
  trainer: BondedTrainer,
  { sender: account, value, time }: Context,
  modelId: bigint,
  leaf: Hex,
  label: number,
  bond: bigint,
): void {
  const model = usable(trainer, modelId)
  const { pledged, staked } = model.incentive.pool(poolKey(leaf, label, bond))
  const most = bond < maxPledged ? bond : maxPledged
  if (staked || pledged >= most) revert('PoolFull', bond)
  const amount = value < most - pledged ? value : most - pledged
  if (amount === 0n) revert('NothingPledged', account)
  const lockedUntil = pledged + amount === bond ? BigInt(time) + lockTime : 0n
  settlePledge(trainer, model, { leaf, label, bond, account, amount, lockedUntil })
  trainer.ledger.pay(account, value - amount)
}

/** The effects of a pledge that has passed all checks. */
export function settlePledge(
  trainer: BondedTrainer,
  model: BondedModel,
  movement: Movement & { lockedUntil: bigint },
): void {
  const { leaf, label, bond, account, amount, lockedUntil } = movement
  const key = poolKey(leaf, label, bond)
  const before = model.incentive.pool(key)
  const mine = (before.pledges.get(account) ?? 0n) + amount
  const pledges = new Map(before.pledges).set(account, mine)
  model.incentive.setPool(key, { ...before, pledged: before.pledged + amount, lockedUntil, pledges })
  trainer.emit('Pledged', { modelId: model.id, ...movement, leaf: leaf.toLowerCase() as Hex })
}

/**
 * Makes the challenge of a full pool. Anybody may call it.
 * @throws TwinError PoolNotFull, and as `challenge`
 */
export function challengeTogether(
  trainer: BondedTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
  challenges: readonly Challenge[],
  label: number,
): void {
  const available = stakeOf(contribution.deposit, challenges.length + 1)
  const { pledged } = pool(trainer, modelId, leafWith(contribution, challenges), label, available)
  if (pledged < available) revert('PoolNotFull', available, pledged)
  const given = { index, contribution, challenges }
  assertLabel(trainer, context, modelId, given, { label, account: trainer.address, available })
}

/**
 * Gives the caller its pledge back while the challenge is not made, or its share once the contribution is closed.
 * @throws TwinError NothingPledged, PoolAtStake, PoolLocked
 */
export function withdraw(
  trainer: BondedTrainer,
  { sender: account, time }: Context,
  modelId: bigint,
  leaf: Hex,
  label: number,
  bond: bigint,
): void {
  const model = trainer.find(modelId)
  const found = model?.incentive.pool(poolKey(leaf, label, bond))
  if (!model || !found?.pledges.get(account)) revert('NothingPledged', account)
  if (found.staked && !found.closed) revert('PoolAtStake')
  if (BigInt(time) < found.lockedUntil) revert('PoolLocked', found.lockedUntil, BigInt(time))
  settleWithdrawal(trainer, model, { leaf, label, bond, account })
}

/** The effects of a withdrawal that has passed all checks. */
export function settleWithdrawal(
  trainer: BondedTrainer,
  model: BondedModel,
  { leaf, label, bond, account }: Omit<Movement, 'amount'>,
): void {
  const key = poolKey(leaf, label, bond)
  const before = model.incentive.pool(key)
  const mine = before.pledges.get(account) ?? revert('NothingPledged', account)
  const amount = before.closed ? (before.paid * mine) / before.pledged : mine
  const pledges = new Map(before.pledges)
  pledges.delete(account)
  const paid = before.closed ? before.paid - amount : before.paid
  model.incentive.setPool(key, { ...before, pledged: before.pledged - mine, paid, lockedUntil: 0n, pledges })
  const pool = { leaf: leaf.toLowerCase() as Hex, label, bond }
  trainer.emit('Withdrawn', { modelId: model.id, ...pool, account, amount })
  trainer.ledger.pay(account, amount)
}
