import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { MarketOptions } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { readModels } from '../internal/readModels.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type SetMarketOptionsParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Those that are to change; the others stay as they are. */
  options: Partial<MarketOptions>
}
/** The transaction's hash. */
export type SetMarketOptionsReturnType = Hash
export type SetMarketOptionsSyncReturnType = TrainerEventValues<'MarketOptionsSet'> & {
  receipt: TransactionReceipt
}

/**
 * Chooses other options for the next market. Owner only, while none runs and all of the last one is paid.
 *
 * @throws WrongMechanismError, NotOwnerError, WrongPhaseError, MarketNotPaidError, MarketOptionOutOfRangeError,
 * TestSamplesOddError, LossNotOfferedError
 *
 * @example
 * await setMarketOptionsSync(client, { model, options: { value: parseEther('5') } })
 */
export async function setMarketOptions(
  client: CotrainClient,
  parameters: SetMarketOptionsParameters,
): Promise<SetMarketOptionsReturnType> {
  const { model, options } = parameters
  assertUnder(model, 'market')
  const [state] = await readModels(client, model, [model.modelId])
  const args = [model.modelId, { ...state!.incentiveOptions, ...options }] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'setMarketOptions', args })
}

/** As {@link setMarketOptions}, but waits until it is mined; gives all options. */
export async function setMarketOptionsSync(
  client: CotrainClient,
  parameters: SetMarketOptionsParameters,
): Promise<SetMarketOptionsSyncReturnType> {
  const hash = await setMarketOptions(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'MarketOptionsSet',
  })
  return { ...events[0]!, receipt }
}
