import type { Hash, Hex, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type TestSet, TestSetError, testSetHashes } from '../../market/testSet.ts'
import { checkOpening } from '../internal/checkOpening.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type OpenMarketParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Wei that bundles can earn together. */
  bounty: bigint
} & (
    | { testSet: TestSet; hashes?: undefined }
    /** Salted hashes of the pages, if the test set is elsewhere; then nothing of it is checked. */
    | { hashes: readonly Hex[]; testSet?: undefined }
  )
/** The transaction's hash. */
export type OpenMarketReturnType = Hash
export type OpenMarketSyncReturnType = TrainerEventValues<'MarketOpened'> & { receipt: TransactionReceipt }

/**
 * Opens a market for a bounty, with the hashes of a test set of which nothing is published yet. Owner only, while no
 * other runs and all of the last one is paid. Store the test set before: without it the market cannot be settled, and all
 * but a twentieth of the bounty is burnt if anybody reveals a bundle.
 *
 * @throws WrongMechanismError, NotOwnerError, WrongPhaseError, MarketNotPaidError, PageCountOutOfRangeError,
 * BountyOutOfRangeError; TestSampleCountError when the options want another number of test samples; TestSetError when a
 * test sample or a page is not one that could be published
 *
 * @example
 * const testSet = createTestSet(samples, { classifier: model.classifier })
 * await openMarketSync(client, { model, testSet, bounty: parseEther('1') })
 */
export async function openMarket(
  client: CotrainClient,
  parameters: OpenMarketParameters,
): Promise<OpenMarketReturnType> {
  const { model, testSet, bounty: value } = parameters
  assertUnder(model, 'market')
  const args = [model.modelId, hashesOf(parameters)] as const
  if (testSet !== undefined) await checkOpening(client, model, testSet)
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'open', args, value })
}

/** As {@link openMarket}, but waits until it is mined. */
export async function openMarketSync(
  client: CotrainClient,
  parameters: OpenMarketParameters,
): Promise<OpenMarketSyncReturnType> {
  const hash = await openMarket(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'MarketOpened',
  })
  return { ...events[0]!, receipt }
}

function hashesOf({ model, testSet, hashes }: OpenMarketParameters): readonly Hex[] {
  if (testSet === undefined) return hashes
  if (testSet.classifier !== model.classifier) {
    throw new TestSetError(`The test set is for a ${testSet.classifier}, not a ${model.classifier}.`, {
      metaMessages: ['Create one for the classifier of this model.'],
    })
  }
  return testSetHashes(testSet, model.modelId)
}
