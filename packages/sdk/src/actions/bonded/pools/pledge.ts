import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { assertUnder } from '../../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../../internal/client.ts'
import { argumentOf } from '../../internal/record/argumentOf.ts'
import { type ClaimedParameters, withProof } from '../../internal/record/provenState.ts'
import { type TrainerEventValues, waitForEvents } from '../../internal/waitForEvents.ts'
import { writeTrainer } from '../../internal/writeTrainer.ts'
import type { ChallengeSyncReturnType } from '../challenge.ts'
import { type GetPoolParameters, getPool } from './getPool.ts'

export type PledgeParameters = WriteParameters &
  Omit<GetPoolParameters, 'account'> & {
    /** How much, in wei; what the pool has no room for comes back. */
    amount: bigint
  }
/** The transaction's hash. */
export type PledgeReturnType = Hash
export type PledgeSyncReturnType = TrainerEventValues<'Pledged'> & { receipt: TransactionReceipt }

/**
 * Adds to the pool for the next challenge of a contribution. Once the pool is full, anybody may make the challenge
 * (`challengeTogether`), and what is paid for it is shared by what each has pledged. Until then a pledge can be withdrawn.
 *
 * @throws WrongMechanismError, NoOpenContributionError, PoolFullError, NothingPledgedError
 *
 * @example
 * await pledgeSync(client, { model, index: 3n, label: 0, amount: parseEther('0.001') })
 */
export async function pledge(client: CotrainClient, parameters: PledgeParameters): Promise<PledgeReturnType> {
  const { model, amount } = parameters
  const { leaf, label, bond } = await getPool(client, parameters)
  const args = [model.modelId, leaf, label, bond] as const
  const call = {
    ...writing(parameters),
    model,
    functionName: 'pledge',
    args,
    value: amount,
    comesBack: true,
  } as const
  return writeTrainer(client, call)
}

/** As {@link pledge}, but waits until it is mined; `amount` is what the pool took, in wei. */
export async function pledgeSync(
  client: CotrainClient,
  parameters: PledgeParameters,
): Promise<PledgeSyncReturnType> {
  const hash = await pledge(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Pledged' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  return { ...events[0]!, receipt }
}

export type ChallengeTogetherParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & {
    model: ModelReference<'bonded'>
    /** The label that the pool is for. */
    label: number
  }
/** The transaction's hash. */
export type ChallengeTogetherReturnType = Hash
export type ChallengeTogetherSyncReturnType = ChallengeSyncReturnType

/**
 * Makes the challenge of a pool that is full. Anybody may do this.
 *
 * @throws PoolNotFullError, and as `challenge`
 *
 * @example
 * await challengeTogetherSync(client, { model, index: 3n, label: 0 })
 */
export async function challengeTogether(
  client: CotrainClient,
  parameters: ChallengeTogetherParameters,
): Promise<ChallengeTogetherReturnType> {
  const { model, label } = parameters
  assertUnder(model, 'bonded')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const { challenges = [] } = contribution
    const args = [model.modelId, argumentOf(contribution), challenges, label, proof] as const
    return writeTrainer(client, { ...writing(parameters), model, functionName: 'challengeTogether', args })
  })
}

/** As {@link challengeTogether}, but waits until it is mined. */
export async function challengeTogetherSync(
  client: CotrainClient,
  parameters: ChallengeTogetherParameters,
): Promise<ChallengeTogetherSyncReturnType> {
  const hash = await challengeTogether(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Challenged' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  return { ...events[0]!, receipt }
}
