import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { eventsIn, waitForSuccess } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type CloseMarketParameters = WriteParameters & { model: ModelReference<'market'> }
/** The transaction's hash. */
export type CloseMarketReturnType = Hash
export type CloseMarketSyncReturnType = {
  /** Whether bundles were revealed, so that the sponsor is in default. */
  defaulted: boolean
  /** What each revealed bundle gets beside its stake and fee, in wei. */
  share: bigint
  /** What of the bounty went back to the sponsor, in wei. */
  rest: bigint
  receipt: TransactionReceipt
}

/**
 * Ends a market that is overdue. Where no bundle was revealed the bounty goes back; else the sponsor has not published
 * the test set in time: what was revealed has stake, fee and a share of the bounty to claim, and the rest is burnt.
 * Anybody may do this.
 *
 * @throws WrongMechanismError, WrongPhaseError
 *
 * @example
 * const { defaulted, share } = await closeMarketSync(client, { model })
 */
export async function closeMarket(
  client: CotrainClient,
  parameters: CloseMarketParameters,
): Promise<CloseMarketReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'close', args: [model.modelId] })
}

/** As {@link closeMarket}, but waits until it is mined. */
export async function closeMarketSync(
  client: CotrainClient,
  parameters: CloseMarketParameters,
): Promise<CloseMarketSyncReturnType> {
  const hash = await closeMarket(client, parameters)
  const { model } = parameters
  const receipt = await waitForSuccess(client, { ...writing(parameters), model, hash })
  const [defaulted] = eventsIn(receipt, model, 'MarketDefaulted')
  const [settled] = eventsIn(receipt, model, 'MarketSettled')
  return {
    defaulted: defaulted !== undefined,
    share: defaulted?.share ?? 0n,
    rest: settled?.rest ?? 0n,
    receipt,
  }
}
