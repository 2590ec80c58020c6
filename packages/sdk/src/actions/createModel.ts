import type { Hash, TransactionReceipt } from 'viem'
import { type KindName, trainerAddress } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../kinds/options.ts'
import type { ClassifierOptions, IncentiveOptions } from '../kinds/types.ts'
import { encodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { initialClassCount } from './internal/readModelStates.ts'
import { waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type CreateModelParameters<kind extends KindName = KindName> = WriteParameters & {
  kind: kind
  classifierOptions: ClassifierOptions<kind>
  incentiveOptions: IncentiveOptions<kind>
  metadata: ModelMetadata
  /** Packed parameters from the first word on; those that are missing follow by `uploadParameters`. @default [] */
  words?: readonly bigint[] | undefined
}
/** The transaction's hash. */
export type CreateModelReturnType = Hash
export type CreateModelSyncReturnType<kind extends KindName = KindName> = {
  model: ModelReference<kind>
  receipt: TransactionReceipt
}

/**
 * Creates a model in one transaction, which must have the gas for its words: about 700 of them at most. `deployModel`
 * does the same for models of any size, and can be resumed.
 *
 * @throws MetadataError, FeatureCountOutOfRangeError, WeightBitsOutOfRangeError, LearningRateOutOfRangeError,
 * ClaimTimesNotAscendingError, TooManyWordsError, WordNotCanonicalError, TrainerNotDeployedError
 *
 * @example
 * const { model } = await createModelSync(client, {
 *   kind: 'sparse-perceptron-drt',
 *   classifierOptions: { featureCount: 3, weightBits: 8, learningRate: 1 },
 *   incentiveOptions: { refundTime: 60, ownerClaimTime: 3600, anyClaimTime: 86_400, depositWeight: 1000 },
 *   metadata: { name: 'Three words', classes: ['ham', 'spam'], encoder: 'indices-v1:3' },
 *   words: packWeights(Int32Array.of(0, 5, -5, 2), 8),
 * })
 */
export async function createModel<const kind extends KindName>(
  client: CotrainClient,
  parameters: CreateModelParameters<kind>,
): Promise<CreateModelReturnType> {
  const { kind, classifierOptions, incentiveOptions, metadata, words = [] } = parameters
  return writeTrainer(client, {
    ...writing(parameters),
    model: { kind, trainer: trainerAddress(kind) },
    functionName: 'createModel',
    args: [
      encodeClassifierOptions(kind, classifierOptions),
      encodeIncentiveOptions(kind, incentiveOptions),
      encodeMetadata(metadata, initialClassCount(classifierOptions as ClassifierOptions)),
      words,
    ],
  })
}

/** As {@link createModel}, but waits until it is mined. */
export async function createModelSync<const kind extends KindName>(
  client: CotrainClient,
  parameters: CreateModelParameters<kind>,
): Promise<CreateModelSyncReturnType<kind>> {
  const { kind } = parameters
  const hash = await createModel(client, parameters)
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    kind,
    hash,
    eventName: 'ModelCreated',
  })
  return { model: { kind, trainer: trainerAddress(kind), modelId: events[0]!.modelId }, receipt }
}
