import type { TransactionReceipt } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import type { PlannedTransaction } from './internal/record/planned.ts'
import { waitForSuccess } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type SendPlannedParameters = WriteParameters & {
  model: ModelReference
  /** The first of a plan, or one of which all before it are mined. */
  transaction: PlannedTransaction<unknown>
}
export type SendPlannedReturnType = TransactionReceipt

/**
 * Sends one transaction of a plan (`planClaimAll` and its like), and waits until it is mined. It is tried first; where the
 * model has changed since the plan was made, plan again.
 *
 * @throws AlreadyTouchedError, ProofMismatchError and others when the plan is out of date; as `writeTrainer`
 *
 * @example
 * const [transaction] = await planClaimAll(client, { model })
 * const receipt = await sendPlannedSync(client, { model, transaction })
 */
export async function sendPlannedSync(
  client: CotrainClient,
  parameters: SendPlannedParameters,
): Promise<SendPlannedReturnType> {
  const { model, transaction } = parameters
  const args = [transaction.calls] as const
  const call = { ...writing(parameters), model, functionName: 'multicall', args } as const
  const hash = await writeTrainer(client, call)
  return waitForSuccess(client, { ...writing(parameters), model, hash })
}
