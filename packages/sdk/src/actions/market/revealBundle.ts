import type { Hash, TransactionReceipt } from 'viem'
import { UnknownBundleError } from '../../errors/bundle.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type Bundle, commitmentOf } from '../../market/bundle.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters, writing } from '../internal/client.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { checkBundle } from './commitBundles.ts'
import { listBundles } from './listBundles.ts'

export type RevealBundleParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** What was committed. */
  contents: Bundle
  /** The number of the bundle. @default found by what was committed */
  bundle?: bigint | undefined
}
/** The transaction's hash. */
export type RevealBundleReturnType = Hash
export type RevealBundleSyncReturnType = TrainerEventValues<'BundleRevealed'> & {
  receipt: TransactionReceipt
}

/**
 * Reveals a bundle, in the time for that: its samples become contributions, which the model learns if they do not make it
 * worse. What is not revealed in time loses stake and fee.
 *
 * @throws WrongMechanismError, UnknownBundleError, WrongPhaseError, WrongBundleError, BundleMismatchError; BundleError
 * when the bundle is of another model or account
 *
 * @example
 * await revealBundleSync(client, { model, contents: parseBundle(text) })
 */
export async function revealBundle(
  client: CotrainClient,
  parameters: RevealBundleParameters,
): Promise<RevealBundleReturnType> {
  const { model, contents } = parameters
  assertUnder(model, 'market')
  checkBundle(model, contents, addressOf(senderOf(client, parameters)))
  const bundle = parameters.bundle ?? (await numberOf(client, model, contents))
  const labels = contents.samples.map(({ label }) => label)
  const samples = contents.samples.map(({ sample }) => sample)
  const args = [model.modelId, labels, samples, bundle, contents.salt] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'reveal', args })
}

/** As {@link revealBundle}, but waits until it is mined. */
export async function revealBundleSync(
  client: CotrainClient,
  parameters: RevealBundleParameters,
): Promise<RevealBundleSyncReturnType> {
  const hash = await revealBundle(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'BundleRevealed',
  })
  return { ...events[0]!, receipt }
}

async function numberOf(
  client: CotrainClient,
  model: ModelReference<'market'>,
  contents: Bundle,
): Promise<bigint> {
  const { contributor, modelId } = contents
  const commitment = commitmentOf(contents)
  const found = (await listBundles(client, { model })).find(
    each => each.status === 'committed' && each.commitment === commitment && each.contributor === contributor,
  )
  if (!found) throw new UnknownBundleError({ modelId, contributor })
  return found.bundle
}
