import type { Hash, TransactionReceipt } from 'viem'
import { MaxDepositExceededError } from '../../errors/input.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { stakeOf } from '../../twin/types/Challenge.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type ClaimedParameters, withProof } from '../internal/record/provenState.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type ChallengeParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & {
    model: ModelReference<'bonded'>
    /** The class that the sample really belongs to. */
    label: number
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
 * MaxDepositExceededError, AlreadyTouchedError, when somebody else has challenged in the meantime
 *
 * @example
 * const { bond } = await challengeSync(client, { model, index: 3n, label: 0 })
 */
export async function challenge(
  client: CotrainClient,
  parameters: ChallengeParameters,
): Promise<ChallengeReturnType> {
  const { model, label, maxBond } = parameters
  assertUnder(model, 'bonded')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const { deposit, challenges = [] } = contribution
    const value = stakeOf(deposit, challenges.length + 1)
    if (maxBond !== undefined && value > maxBond) {
      throw new MaxDepositExceededError({ required: value, maxDeposit: maxBond })
    }
    const args = [model.modelId, argumentOf(contribution), challenges, label, proof] as const
    return writeTrainer(client, {
      ...writing(parameters),
      model,
      functionName: 'challenge',
      args,
      value,
      comesBack: true,
    })
  })
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
