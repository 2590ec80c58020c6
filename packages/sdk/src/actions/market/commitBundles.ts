import { type Address, type Hash, type Hex, isAddressEqual, type TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type Bundle, BundleError, commitmentOf } from '../../market/bundle.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters, writing } from '../internal/client.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { waitForEvents } from '../internal/waitForEvents.ts'
import { payTrainer } from '../internal/writeTrainer.ts'

export type CommitBundlesParameters = WriteParameters & {
  model: ModelReference<'market'>
} & (
    | { bundles: readonly Bundle[]; commitments?: undefined }
    /** What the contract's `commitmentOf` gives, if the bundles are elsewhere; then nothing of them is checked. */
    | { commitments: readonly Hex[]; bundles?: undefined }
  )
/** The transaction's hash. */
export type CommitBundlesReturnType = Hash
export type CommitBundlesSyncReturnType = {
  /** The numbers of the bundles, in the order given. */
  bundles: bigint[]
  /** What they have paid in all, stakes and fees, in wei. */
  paid: bigint
  receipt: TransactionReceipt
}

/**
 * Commits bundles to a market, for stake and fee each. The contract is asked first whether it would take them, so that no
 * stake is paid for what could not be revealed. Store them before (`encodeBundle`): losing a bundle means losing its
 * stake and fee.
 *
 * @throws WrongMechanismError, WrongPhaseError, NoBundleError, BundleSizeOutOfRangeError, BundleTooDearError,
 * LabelOutOfRangeError, those of a malformed sample; BundleError when a bundle is of another model or account
 *
 * @example
 * const { bundles } = await commitBundlesSync(client, { model, bundles: [bundle] })
 */
export async function commitBundles(
  client: CotrainClient,
  parameters: CommitBundlesParameters,
): Promise<CommitBundlesReturnType> {
  return (await send(client, parameters)).hash
}

/** As {@link commitBundles}, but waits until it is mined. */
export async function commitBundlesSync(
  client: CotrainClient,
  parameters: CommitBundlesParameters,
): Promise<CommitBundlesSyncReturnType> {
  const { hash, value: paid } = await send(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'BundleCommitted',
  })
  return { bundles: events.map(({ bundle }) => bundle), paid, receipt }
}

async function send(client: CotrainClient, parameters: CommitBundlesParameters) {
  const { model } = parameters
  assertUnder(model, 'market')
  const sender = addressOf(senderOf(client, parameters))
  const args = [model.modelId] as const
  const [commitments, price] = await Promise.all([
    parameters.bundles
      ? Promise.all(parameters.bundles.map(bundle => checkedCommitment(client, model, bundle, sender)))
      : parameters.commitments,
    readTrainer(client, { model, functionName: 'price', args }),
  ])
  return payTrainer(client, {
    ...writing(parameters),
    model,
    functionName: 'commit',
    args: [model.modelId, commitments],
    value: BigInt(commitments.length) * price,
  })
}

/** What the contract says is to be committed, after its own checks; it must be what this SDK says. */
async function checkedCommitment(
  client: CotrainClient,
  model: ModelReference<'market'>,
  bundle: Bundle,
  sender: Address,
): Promise<Hex> {
  checkBundle(model, bundle, sender)
  const { modelId, samples, contributor, salt } = bundle
  const labels = samples.map(({ label }) => label)
  const args = [modelId, labels, samples.map(({ sample }) => sample), contributor, salt] as const
  const there = await readTrainer(client, { model, functionName: 'commitmentOf', args })
  if (there === commitmentOf(bundle)) return there
  throw new BundleError('The contract commits to something else than this SDK does.', {
    metaMessages: ['The trainer is not one that this SDK was made for.'],
  })
}

/** Throws unless a bundle is for this model, and of this account. */
export function checkBundle(
  { classifier, modelId }: ModelReference<'market'>,
  bundle: Bundle,
  sender: Address,
): void {
  const wrong = (reason: string, way: string) =>
    new BundleError(`The bundle is ${reason}.`, { metaMessages: [way] })
  if (bundle.modelId !== modelId) {
    throw wrong(`for model ${bundle.modelId}, not ${modelId}`, 'Give the model that it was made for.')
  }
  if (bundle.classifier !== classifier) {
    throw wrong(
      `for a ${bundle.classifier}, not a ${classifier}`,
      'Make one for the classifier of this model.',
    )
  }
  if (!isAddressEqual(bundle.contributor, sender)) {
    throw wrong(`of ${bundle.contributor}, not of ${sender}`, 'Send from the account that it was made for.')
  }
}
