import { UnknownModelError } from '../errors/models.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { decodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import type { CotrainClient } from './internal/client.ts'
import { getCreation } from './internal/getCreation.ts'
import { type ModelState, readModelStates } from './internal/readModelStates.ts'

export type GetModelParameters = { model: ModelReference }
/** A model: its reference, its state and its metadata. It can be given to any action as `model`. */
export type Model = ModelReference &
  ModelState & {
    metadata: ModelMetadata
    /** What was wrong with the metadata, which are replaced by safe values then. */
    metadataWarning: string | undefined
  }
export type GetModelReturnType = Model

/**
 * Reads all about a model: owner, options, upload, counts, and its metadata from the event that created it.
 * Metadata are their owner's words: show them as text, never as HTML.
 *
 * @throws UnknownModelError, TrainerNotDeployedError, WrongChainError
 *
 * @example
 * const { metadata, ready } = await getModel(client, { model: parseModelId('sparse-perceptron-drt:0') })
 */
export async function getModel(
  client: CotrainClient,
  { model }: GetModelParameters,
): Promise<GetModelReturnType> {
  const [state] = await readModelStates(client, model, [model.modelId])
  if (!state) throw new UnknownModelError({ modelId: model.modelId })
  return describeModel(client, model, state)
}

/** Adds its metadata to a model's state. */
export async function describeModel(
  client: CotrainClient,
  { kind, trainer, modelId }: ModelReference,
  state: ModelState,
): Promise<Model> {
  const creation = await getCreation(client, { kind, trainer, modelId }, state.createdBlock)
  const { metadata, warning } = decodeMetadata(creation?.metadata ?? '', {
    name: `Model ${modelId}`,
    encoder: `indices-v1:${state.classifierOptions.featureCount}`,
    classCount: 2,
  })
  return { kind, trainer, modelId, ...state, metadata, metadataWarning: warning }
}
