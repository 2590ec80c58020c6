import type { Address, Hash, TransactionReceipt } from 'viem'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { withProof } from '../internal/record/provenState.ts'
import { waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import type { VerifyParameters } from './verify.ts'

export type ConfirmReportParameters = VerifyParameters
/** The transaction's hash. */
export type ConfirmReportReturnType = Hash
export type ConfirmReportSyncReturnType = {
  /** Whether the model still disagreed. */
  outcome: 'confirmed' | 'dismissed'
  reporter: Address
  /** What the report earned. */
  points: bigint
  receipt: TransactionReceipt
}

/**
 * Ends a report whose time is up: it is confirmed, and earns its reporter points, if the model still disagrees with the
 * contribution; else it is dismissed. Anybody may do this.
 *
 * @throws WrongMechanismError, NoOpenContributionError, NotReportedError, TooEarlyError, DailyCapReachedError,
 * AlreadyTouchedError
 *
 * @example
 * const { outcome, points } = await confirmReportSync(client, { model, index: 3n })
 */
export async function confirmReport(
  client: CotrainClient,
  parameters: ConfirmReportParameters,
): Promise<ConfirmReportReturnType> {
  const { model } = parameters
  assertUnder(model, 'points')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const args = [model.modelId, argumentOf(contribution), proof] as const
    return writeTrainer(client, { ...writing(parameters), model, functionName: 'confirm', args })
  })
}

/** As {@link confirmReport}, but waits until it is mined. */
export async function confirmReportSync(
  client: CotrainClient,
  parameters: ConfirmReportParameters,
): Promise<ConfirmReportSyncReturnType> {
  const hash = await confirmReport(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'ReportConfirmed',
  })
  const [confirmed] = events
  if (confirmed) {
    const { reporter, points } = confirmed
    return { outcome: 'confirmed', reporter, points, receipt }
  }
  const dismissed = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'ReportDismissed',
  })
  return { outcome: 'dismissed', reporter: dismissed.events[0]!.reporter, points: 0n, receipt }
}
