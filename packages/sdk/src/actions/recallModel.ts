import type { DenseEncoder, LoadEncoder, SampleEncoder } from '../encoders/index.ts'
import type { ModelAddress, ModelReference } from '../kinds/modelId.ts'
import { classifierOf } from '../kinds/trainers.ts'
import type { ClassifierOptions } from '../kinds/types.ts'
import { decodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import type { CotrainStorage } from '../storage/CotrainStorage.ts'
import type { Classifier, CreateClassifier } from '../twin/classifiers/Classifier.ts'
import { Journal } from '../twin/Journal.ts'
import { classifiers } from '../twin/trainers/trainers.ts'
import { fromPieces, isPublished, piecesIn, resolveOrLoad, resolverOf } from './getEncoder.ts'
import { classNamesIn } from './getModel.ts'
import { beginningOf, isOnChain } from './internal/beginning.ts'
import type { CotrainClient } from './internal/client.ts'
import { recall, storageOf } from './internal/kept.ts'
import { initialClassCount } from './internal/readModels.ts'

export type RecallModelParameters = {
  model: ModelAddress
  /** Where the model was kept by `getModel` and `getEncoder`. @default the client's */
  storage?: CotrainStorage | undefined
  /** As `getEncoder` takes it. */
  load?: LoadEncoder | undefined
}
export type RecallModelReturnType =
  | {
      model: ModelReference
      /** As the owner has published them; `classes` may lack some that were added since. */
      metadata: ModelMetadata
      encoder: SampleEncoder<string> | DenseEncoder
      /** Whether it is still on the chain: until then, nothing of it is certain. */
      holds: Promise<boolean>
    }
  | undefined

/**
 * A model as it was kept, and its encoder, without waiting for the node: for those who ask the node something of the model
 * at the same time, and drop the answer when the model turns out to be of another chain. Undefined when it is not kept as
 * a whole.
 *
 * @example
 * const known = await recallModel(client, { model: parseModelId('deposits:0'), storage })
 */
export async function recallModel(
  client: CotrainClient,
  { model: address, storage: given, load }: RecallModelParameters,
): Promise<RecallModelReturnType> {
  const storage = storageOf(client, given)
  const kept = storage && (await recall(client, storage, address, 'beginning'))
  const creation = kept && beginningOf(kept.events)?.creation
  if (!creation) return undefined
  const classifier = classifierOf(creation.args.classifier)
  if (classifier === undefined) return undefined
  const create = classifiers[classifier].createClassifier as CreateClassifier<Classifier>
  const options = create(creation.args.classifierOptions, new Journal()).options as ClassifierOptions
  const { metadata } = decodeMetadata(creation.args.metadata, {
    name: `Model ${address.modelId}`,
    encoder: `indices-v1:${options.featureCount}`,
    classCount: initialClassCount(options),
  })
  metadata.classes.push(...classNamesIn(kept.events, metadata.classes.length))
  const resolve = resolverOf(classifier)
  const encoder = isPublished(metadata.encoder)
    ? fromPieces(resolve, metadata.encoder, piecesIn(kept.events))
    : await resolveOrLoad(resolve, metadata.encoder, { classifier, classifierOptions: options }, load)
  const { mechanism, trainer, modelId } = address
  const holds = isOnChain(client, kept.blocks.at(-1)!)
  return { model: { mechanism, classifier, trainer, modelId }, metadata, encoder, holds }
}
