import { type Account, type Address, type Hex, zeroAddress } from 'viem'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { assertUnder } from '../../../kinds/under.ts'
import { stakeOf } from '../../../twin/types/Challenge.ts'
import { getContribution } from '../../getContribution.ts'
import { addressOf, type CotrainClient } from '../../internal/client.ts'
import type { ContributionRecord } from '../../internal/history.ts'
import { readTrainer } from '../../internal/readTrainer.ts'
import { leavesOf } from './known.ts'

export type GetPoolParameters = {
  model: ModelReference<'bonded'>
  /** The contribution that the pool is to challenge. */
  index: bigint
  /** The label that it is to assert. */
  label: number
  /** Whose part of it is told. @default the client's account */
  account?: Account | Address | undefined
  /** The contribution, if it is at hand. @default read from the chain's events */
  contribution?: ContributionRecord | undefined
}

/** A bond from several purses, for one challenge. Amounts are wei. */
export type Pool = {
  /** The entry of the contribution with its challenges so far; the contract knows the pool by it. */
  leaf: Hex
  label: number
  /** What the challenge takes: twice the last stake. */
  bond: bigint
  /** What all have pledged, and what is missing still. */
  pledged: bigint
  missing: bigint
  /** What the account has pledged. */
  mine: bigint
  /** While it is full but has not challenged: when pledges can be withdrawn again, in seconds since 1970; else 0. */
  lockedUntil: bigint
}
export type GetPoolReturnType = Pool

/**
 * The pool for the next challenge of a contribution with a label, empty when nobody has pledged.
 *
 * @throws WrongMechanismError, NoOpenContributionError
 *
 * @example
 * const { missing } = await getPool(client, { model, index: 3n, label: 0 })
 */
export async function getPool(
  client: CotrainClient,
  { model, index, label, account = client.account ?? zeroAddress, contribution }: GetPoolParameters,
): Promise<GetPoolReturnType> {
  assertUnder(model, 'bonded')
  const found = contribution ?? (await getContribution(client, { model, index }))
  const leaf = leavesOf(found).at(-1)!
  const bond = stakeOf(found.deposit, (found.challenges?.length ?? 0) + 1)
  const pool = [model.modelId, leaf, label, bond] as const
  const [{ pledged, lockedUntil }, mine] = await Promise.all([
    readTrainer(client, { model, functionName: 'pool', args: pool }),
    readTrainer(client, { model, functionName: 'pledgeOf', args: [...pool, addressOf(account)] }),
  ])
  return { leaf, label, bond, pledged, missing: bond - pledged, mine, lockedUntil }
}
