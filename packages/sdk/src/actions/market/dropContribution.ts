import type { Hash, TransactionReceipt } from 'viem'
import { WrongPhaseError } from '../../errors/market.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { phases } from '../../twin/types/Market.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { syncModel } from '../syncModel.ts'

export type DropContributionParameters = WriteParameters & { model: ModelReference<'market'> }
/** The transaction's hash. */
export type DropContributionReturnType = Hash
export type DropContributionSyncReturnType = TrainerEventValues<'Scored'> & { receipt: TransactionReceipt }

/**
 * Passes over the contribution that is next in a settlement, when the gas of a transaction is not enough to try it on
 * one test sample; its stake comes back. Anybody may do this.
 *
 * @throws WrongMechanismError, WrongPhaseError, CanBeTriedError, GasTooLowError
 *
 * @example
 * const { index } = await dropContributionSync(client, { model })
 */
export async function dropContribution(
  client: CotrainClient,
  parameters: DropContributionParameters,
): Promise<DropContributionReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  const { modelId } = model
  const { twin, contributions, time } = await syncModel(client, { model })
  const phase = twin.phase(modelId, time)
  if (phase !== phases.Settling) throw new WrongPhaseError({ modelId, phase })
  const index = twin.scoredAt(modelId, twin.incentive(modelId, time).scored, time)
  const args = [modelId, contributions[Number(index)]!] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'drop', args })
}

/** As {@link dropContribution}, but waits until it is mined. */
export async function dropContributionSync(
  client: CotrainClient,
  parameters: DropContributionParameters,
): Promise<DropContributionSyncReturnType> {
  const hash = await dropContribution(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Scored',
  })
  return { ...events[0]!, receipt }
}
