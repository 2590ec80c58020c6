import type { Hash } from 'viem'
import { WrongPhaseError } from '../../errors/market.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type TestSet, TestSetError } from '../../market/testSet.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { waitForSuccess } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { getMarket } from './getMarket.ts'

export type PublishTestSetParameters = WriteParameters & {
  model: ModelReference<'market'>
  testSet: TestSet
  /** Called after each page, with numbers of pages. */
  onProgress?: ((progress: { published: number; total: number }) => void) | undefined
}
export type PublishTestSetReturnType = {
  /** One transaction for each page that this call has published. */
  hashes: Hash[]
}

/**
 * Publishes the pages of a test set that are still due, one transaction each, when bundles are revealed. With the last
 * one the settlement begins. Whoever knows the test set may. If it breaks off, the same call goes on with the rest.
 *
 * @throws WrongMechanismError, WrongPhaseError, PageMismatchError, SaltMismatchError, TestSampleCountError
 *
 * @example
 * await publishTestSet(client, { model, testSet: parseTestSet(text) })
 */
export async function publishTestSet(
  client: CotrainClient,
  parameters: PublishTestSetParameters,
): Promise<PublishTestSetReturnType> {
  const { model, testSet, onProgress } = parameters
  assertUnder(model, 'market')
  const { modelId } = model
  const { phase, phaseName, published, pages } = await getMarket(client, { model })
  if (phaseName !== 'testing') throw new WrongPhaseError({ modelId, phase })
  const total = Number(pages)
  if (testSet.pages.length !== total) {
    throw new TestSetError(`The test set has ${testSet.pages.length} pages, the market ${total}.`, {
      metaMessages: ['Give the file that was written when the market was opened.'],
    })
  }
  const hashes: Hash[] = []
  for (let page = Number(published); page < total; page++) {
    const args = [modelId, testSet.salt, testSet.pages[page]!.data] as const
    const hash = await writeTrainer(client, {
      ...writing(parameters, hashes.length),
      model,
      functionName: 'publish',
      args,
    })
    await waitForSuccess(client, { ...writing(parameters), model, hash })
    hashes.push(hash)
    onProgress?.({ published: page + 1, total })
  }
  return { hashes }
}
