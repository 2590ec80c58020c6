import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type ClaimedParameters, withProof } from '../internal/record/provenState.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type VerifyParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & { model: ModelReference<'points'> }
/** The transaction's hash. */
export type VerifyReturnType = Hash
export type VerifySyncReturnType = TrainerEventValues<'Verified'> & { receipt: TransactionReceipt }

/**
 * Verifies a contribution that the model agrees with, once its time is up. Its contributor, whoever sends it, gets
 * points if the model did not know it when it was made.
 *
 * @throws WrongMechanismError, NoOpenContributionError, TooEarlyError, ModelDisagreesError, DailyCapReachedError,
 * AlreadyTouchedError
 *
 * @example
 * const { points } = await verifySync(client, { model, index: 0n })
 */
export async function verify(client: CotrainClient, parameters: VerifyParameters): Promise<VerifyReturnType> {
  const { model } = parameters
  assertUnder(model, 'points')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const args = [model.modelId, argumentOf(contribution), proof] as const
    return writeTrainer(client, { ...writing(parameters), model, functionName: 'verify', args })
  })
}

/** As {@link verify}, but waits until it is mined; `points` is what it earned, `total` what its contributor has. */
export async function verifySync(
  client: CotrainClient,
  parameters: VerifyParameters,
): Promise<VerifySyncReturnType> {
  const hash = await verify(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Verified',
  })
  return { ...events[0]!, receipt }
}
