import { getBlockNumber } from 'viem/actions'
import { UnknownModelError } from '../errors/models.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { type ModelReference, referenceOf } from '../kinds/modelId.ts'
import { safeClassName } from '../metadata/decodeMetadata.ts'
import { decodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import type { CotrainClient } from './internal/client.ts'
import { getCreation } from './internal/getCreation.ts'
import { getEvents } from './internal/getEvents.ts'
import { initialClassCount, type ModelState, readModelStates } from './internal/readModelStates.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = { model: ModelReference<mechanism, classifier> }
/** A model: its reference, its state and its metadata. It can be given to any action as `model`. */
export type Model<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  [name in mechanism]: ModelReference<name, classifier> &
    ModelState<name, classifier> & {
      /** The owner's words; `classes` has the classes that were added later, too. */
      metadata: ModelMetadata
      /** What was wrong with the metadata, which are replaced by safe values then. */
      metadataWarning: string | undefined
    }
}[mechanism]
export type GetModelReturnType<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = Model<mechanism, classifier>

/**
 * Reads all about a model: owner, options, upload, counts, and its metadata from the event that created it.
 * Metadata are their owner's words: show them as text, never as HTML.
 *
 * @throws UnknownModelError, TrainerNotDeployedError, WrongChainError
 *
 * @example
 * const { metadata, ready } = await getModel(client, { model: parseModelId('sparse-perceptron-deposits:0') })
 */
export async function getModel<mechanism extends MechanismName, classifier extends ClassifierName>(
  client: CotrainClient,
  { model }: GetModelParameters<mechanism, classifier>,
): Promise<GetModelReturnType<mechanism, classifier>> {
  const [state] = await readModelStates(client, model, [model.modelId])
  if (!state) throw new UnknownModelError({ modelId: model.modelId })
  return (await describeModel(client, model, state)) as Model<mechanism, classifier>
}

/** Adds its metadata to a model's state. */
export async function describeModel(
  client: CotrainClient,
  model: ModelReference,
  state: ModelState,
): Promise<Model> {
  const reference = referenceOf(model)
  const creation = await getCreation(client, reference, state.createdBlock)
  const encoder = `indices-v1:${state.classifierOptions.featureCount}`
  const { metadata, warning } = decodeMetadata(creation?.metadata ?? '', {
    name: `Model ${model.modelId}`,
    encoder,
    classCount: Math.min(state.classCount, initialClassCount(state.classifierOptions)),
  })
  const added = await addedClasses(client, reference, state, metadata.classes.length)
  metadata.classes.push(...added)
  return { ...reference, ...state, metadata, metadataWarning: warning } as Model
}

/** The names of the classes that were added after `known` ones. */
async function addedClasses(
  client: CotrainClient,
  model: ModelReference,
  { classCount, createdBlock }: ModelState,
  known: number,
): Promise<string[]> {
  if (classCount <= known) return []
  const events = await withTrainerErrors(client, model.trainer, async () =>
    getEvents(client, {
      trainer: model,
      modelId: model.modelId,
      eventNames: ['ClassAdded'],
      fromBlock: createdBlock,
      toBlock: await getBlockNumber(client, { cacheTime: 0 }),
    }),
  )
  const names = new Map<bigint, string>()
  for (const { eventName, args } of events) if (eventName === 'ClassAdded') names.set(args.label, args.name)
  return Array.from({ length: classCount - known }, (_, i) => className(names, known + i))
}

/** A stranger's name of a class, as safe as those of the metadata. */
function className(names: ReadonlyMap<bigint, string>, label: number): string {
  return safeClassName(names.get(BigInt(label)) ?? '') ?? `class ${label}`
}
