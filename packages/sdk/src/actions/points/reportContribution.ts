import type { Hash, TransactionReceipt } from 'viem'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { withProof } from '../internal/record/provenState.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import type { VerifyParameters } from './verify.ts'

export type ReportContributionParameters = VerifyParameters
/** The transaction's hash. */
export type ReportContributionReturnType = Hash
export type ReportContributionSyncReturnType = TrainerEventValues<'Reported'> & {
  receipt: TransactionReceipt
}

/**
 * Says that a contribution, with which the model disagrees, is bad. It earns points if the model still disagrees when
 * the report's time is up. Every verified contribution allows one report.
 *
 * @throws WrongMechanismError, NoOpenContributionError, TooEarlyError, OwnContributionError, AlreadyReportedError,
 * TooManyReportsError, ModelAgreesError, AlreadyTouchedError
 *
 * @example
 * await reportContributionSync(client, { model, index: 3n })
 */
export async function reportContribution(
  client: CotrainClient,
  parameters: ReportContributionParameters,
): Promise<ReportContributionReturnType> {
  const { model } = parameters
  assertUnder(model, 'points')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const args = [model.modelId, argumentOf(contribution), proof] as const
    return writeTrainer(client, { ...writing(parameters), model, functionName: 'reportContribution', args })
  })
}

/** As {@link reportContribution}, but waits until it is mined. */
export async function reportContributionSync(
  client: CotrainClient,
  parameters: ReportContributionParameters,
): Promise<ReportContributionSyncReturnType> {
  const hash = await reportContribution(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Reported',
  })
  return { ...events[0]!, receipt }
}
