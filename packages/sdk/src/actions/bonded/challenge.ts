import type { Hash, TransactionReceipt } from 'viem'
import { MaxDepositExceededError } from '../../errors/input.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { stakeOf } from '../../twin/types/Challenge.ts'
import { getContribution } from '../getContribution.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type ChallengeParameters = WriteParameters & {
  model: ModelReference<'bonded'>
  /** The contribution's number in the model. */
  index: bigint
  /** The class that the sample really belongs to. */
  label: number
  /** The contribution with its challenges, if it is at hand. @default read from the chain's events */
  contribution?: ContributionRecord | undefined
  /** The most to stake, in wei. @default whatever the bond is */
  maxBond?: bigint | undefined
}
/** The transaction's hash. */
export type ChallengeReturnType = Hash
export type ChallengeSyncReturnType = TrainerEventValues<'Challenged'> & { receipt: TransactionReceipt }

/**
 * Asserts that a contribution has another label than the last one asserted. The bond is twice the last stake. If nobody
 * contradicts within the challenge time, it comes back with a share of all that was staked on other labels; if the last
 * label is another one in the end, it is lost.
 *
 * @throws WrongMechanismError, NoOpenContributionError, TooLateError, AlreadyAssertedError, LabelOutOfRangeError,
 * MaxDepositExceededError, ContributionMismatchError, when somebody else has challenged in the meantime
 *
 * @example
 * const { bond } = await challengeSync(client, { model, index: 3n, label: 0 })
 */
export async function challenge(
  client: CotrainClient,
  parameters: ChallengeParameters,
): Promise<ChallengeReturnType> {
  const { model, index, label, maxBond } = parameters
  assertUnder(model, 'bonded')
  const contribution = parameters.contribution ?? (await getContribution(client, { model, index }))
  const { deposit, challenges = [] } = contribution
  const value = stakeOf(deposit, challenges.length + 1)
  if (maxBond !== undefined && value > maxBond) {
    throw new MaxDepositExceededError({ required: value, maxDeposit: maxBond })
  }
  const args = [model.modelId, index, contribution, challenges, label] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'challenge', args, value })
}

/** As {@link challenge}, but waits until it is mined; `bond` is what was staked, in wei. */
export async function challengeSync(
  client: CotrainClient,
  parameters: ChallengeParameters,
): Promise<ChallengeSyncReturnType> {
  const hash = await challenge(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Challenged',
  })
  return { ...events[0]!, receipt }
}
