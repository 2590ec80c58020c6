import type { Hash, Hex, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import { checkTestSet } from '../../market/checkTestSet.ts'
import { type TestSet, TestSetError, testSetHashes } from '../../market/testSet.ts'
import { checkReveals } from '../internal/checkReveals.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type CommitMarketParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Wei that contributors can earn together. */
  bounty: bigint
} & (
    | { testSet: TestSet; hashes?: undefined }
    /** Salted hashes of the pieces, if the test set is elsewhere. */
    | { hashes: readonly Hex[]; testSet?: undefined }
  )
/** The transaction's hash. */
export type CommitMarketReturnType = Hash
export type CommitMarketSyncReturnType = TrainerEventValues<'MarketCommitted'> & {
  receipt: TransactionReceipt
}

/**
 * Pays the bounty of a market and commits its test set, of which nothing is revealed yet. Owner only, once. Store the
 * test set before: without it the bounty goes to the contributors, whatever they contribute.
 *
 * @throws WrongMechanismError, NotOwnerError, WrongPhaseError, PieceCountOutOfRangeError, BountyOutOfRangeError,
 * DuplicateHashError; TestSetError when a test sample or a piece is too large to be revealed
 *
 * @example
 * await commitMarketSync(client, { model, testSet, bounty: parseEther('0.1') })
 */
export async function commitMarket(
  client: CotrainClient,
  parameters: CommitMarketParameters,
): Promise<CommitMarketReturnType> {
  const { model, bounty: value } = parameters
  assertUnder(model, 'market')
  const args = [model.modelId, hashesOf(parameters)] as const
  await checkCommitment(client, parameters)
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'commit', args, value })
}

/** As {@link commitMarket}, but waits until it is mined; the block `drawBlock` decides which pieces are shown. */
export async function commitMarketSync(
  client: CotrainClient,
  parameters: CommitMarketParameters,
): Promise<CommitMarketSyncReturnType> {
  const hash = await commitMarket(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'MarketCommitted',
  })
  return { ...events[0]!, receipt }
}

/** What could not be revealed must not be committed: the bounty would go to the contributors, whatever they did. */
async function checkCommitment(
  client: CotrainClient,
  { model, testSet }: CommitMarketParameters,
): Promise<void> {
  if (testSet === undefined) return
  const args = [model.modelId] as const
  const options = await readTrainer(client, { model, functionName: 'classifierOptions', args })
  checkTestSet(testSet, options as ClassifierOptions)
  await checkReveals(client, model, testSet)
}

function hashesOf({ model, testSet, hashes }: CommitMarketParameters): readonly Hex[] {
  if (testSet === undefined) return hashes
  if (testSet.classifier !== model.classifier) {
    throw new TestSetError(`The test set is for a ${testSet.classifier}, not a ${model.classifier}.`, {
      metaMessages: ['Create one for the classifier of this model.'],
    })
  }
  return testSetHashes(testSet, model.modelId)
}
