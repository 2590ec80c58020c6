import type { Hash, TransactionReceipt } from 'viem'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../kinds/options.ts'
import { classifierNumber, trainerOf } from '../kinds/trainers.ts'
import type { ClassifierOptions, IncentiveOptions } from '../kinds/types.ts'
import { encodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { initialClassCount } from './internal/readModels.ts'
import { waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type CreateModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = WriteParameters & {
  mechanism: mechanism
  classifier: classifier
  classifierOptions: ClassifierOptions<classifier>
  incentiveOptions: IncentiveOptions<mechanism>
  metadata: ModelMetadata
  /** How many features a contributed sample may have; only of sets of features. @default as many as the classifier takes */
  maxFeatures?: number | undefined
  /** Packed parameters from the first word on; those that are missing follow by `uploadParameters`. @default [] */
  words?: readonly bigint[] | undefined
}
/** The transaction's hash. */
export type CreateModelReturnType = Hash
export type CreateModelSyncReturnType<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  model: ModelReference<mechanism, classifier>
  receipt: TransactionReceipt
}

/**
 * Creates a model in one transaction, which must have the gas for its words: about 700 of them at most. `deployModel`
 * does the same for models of any size, and can be resumed.
 *
 * @throws MetadataError, FeatureCountOutOfRangeError, WeightBitsOutOfRangeError, LearningRateOutOfRangeError,
 * MaxFeaturesNotOfferedError, ClaimTimesNotAscendingError, TooManyWordsError, WordNotCanonicalError, TrainerNotDeployedError
 *
 * @example
 * const { model } = await createModelSync(client, {
 *   mechanism: 'deposits',
 *   classifier: 'sparse-perceptron',
 *   classifierOptions: { featureCount: 3, weightBits: 8, learningRate: 1 },
 *   incentiveOptions: { refundTime: 60, ownerClaimTime: 3600, anyClaimTime: 86_400, depositWeight: 1000 },
 *   metadata: { name: 'Three words', classes: ['ham', 'spam'], encoder: 'indices-v1:3' },
 *   words: packWeights(Int32Array.of(0, 5, -5, 2), 8),
 * })
 */
export async function createModel<
  const mechanism extends MechanismName,
  const classifier extends ClassifierName,
>(
  client: CotrainClient,
  parameters: CreateModelParameters<mechanism, classifier>,
): Promise<CreateModelReturnType> {
  const { mechanism, classifier, classifierOptions, incentiveOptions, metadata } = parameters
  const { maxFeatures = 0, words = [] } = parameters
  return writeTrainer(client, {
    ...writing(parameters),
    model: { ...trainerOf(mechanism), classifier },
    functionName: 'createModel',
    args: [
      BigInt(classifierNumber(classifier)),
      encodeClassifierOptions(classifier, classifierOptions),
      encodeIncentiveOptions(mechanism, incentiveOptions),
      maxFeatures,
      encodeMetadata(metadata, initialClassCount(classifierOptions as ClassifierOptions)),
      words,
    ],
  })
}

/** As {@link createModel}, but waits until it is mined. */
export async function createModelSync<
  const mechanism extends MechanismName,
  const classifier extends ClassifierName,
>(
  client: CotrainClient,
  parameters: CreateModelParameters<mechanism, classifier>,
): Promise<CreateModelSyncReturnType<mechanism, classifier>> {
  const { mechanism, classifier } = parameters
  const hash = await createModel(client, parameters)
  const model = { ...trainerOf(mechanism), classifier }
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'ModelCreated',
  })
  return { model: { ...model, modelId: events[0]!.modelId }, receipt }
}
