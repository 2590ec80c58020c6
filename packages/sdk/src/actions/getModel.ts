import { getBlockNumber } from 'viem/actions'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelAddress } from '../kinds/modelId.ts'
import { safeClassName } from '../metadata/decodeMetadata.ts'
import { decodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import { type Arbiter, describeArbiter } from './internal/arbiter.ts'
import type { CotrainClient } from './internal/client.ts'
import { getCreation } from './internal/getCreation.ts'
import { getEvents } from './internal/getEvents.ts'
import { initialClassCount, type ReadModel, readModels } from './internal/readModels.ts'
import { blockSince } from './internal/sync/blockSince.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

/** Where a model stands; with its classifier, where that is known, the answer's type is narrower. */
export type GetModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = { model: ModelAddress<mechanism> & { classifier?: classifier } }
/** A model: its reference, its state and its metadata. It can be given to any action as `model`. */
export type Model<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  [name in mechanism]: ReadModel<name, classifier> & {
    /** The owner's words; `classes` has the classes that were added later, too. */
    metadata: ModelMetadata
    /** What was wrong with the metadata, which are replaced by safe values then. */
    metadataWarning: string | undefined
    /** Under bonds: who decides what was challenged as often as it may be; undefined when nobody does. */
    arbiter?: Arbiter | undefined
  }
}[mechanism]
export type GetModelReturnType<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = Model<mechanism, classifier>

/**
 * Reads all about a model: classifier, owner, options, upload, counts, and its metadata from the event that created it.
 * Metadata are their owner's words: show them as text, never as HTML.
 *
 * @throws UnknownModelError, ClassifierUnknownError, TrainerNotDeployedError, WrongChainError
 *
 * @example
 * const { metadata, ready } = await getModel(client, { model: parseModelId('deposits:0') })
 */
export async function getModel<
  mechanism extends MechanismName,
  classifier extends ClassifierName = ClassifierName,
>(
  client: CotrainClient,
  { model: { mechanism, trainer, modelId } }: GetModelParameters<mechanism, classifier>,
): Promise<GetModelReturnType<mechanism, classifier>> {
  const [model] = await readModels(client, { mechanism, trainer }, [modelId])
  return (await describeModel(client, model as ReadModel)) as Model<mechanism, classifier>
}

/** Adds its metadata, and who its arbiter is, to what was read of a model. */
export async function describeModel(client: CotrainClient, model: ReadModel): Promise<Model> {
  return withTrainerErrors(client, model.trainer, async () => {
    const creation = await getCreation(client, model)
    const { metadata, warning } = decodeMetadata(creation?.args.metadata ?? '', {
      name: `Model ${model.modelId}`,
      encoder: `indices-v1:${model.classifierOptions.featureCount}`,
      classCount: Math.min(model.classCount, initialClassCount(model.classifierOptions)),
    })
    metadata.classes.push(
      ...(await addedClasses(client, model, creation?.blockNumber, metadata.classes.length)),
    )
    const { incentiveOptions: options, owner } = model
    const arbiter = 'arbiter' in options ? await describeArbiter(client, owner, options) : undefined
    return { ...model, metadata, metadataWarning: warning, ...(arbiter && { arbiter }) } as Model
  })
}

/** The names of the classes that were added after `known` ones. */
async function addedClasses(
  client: CotrainClient,
  model: ReadModel,
  createdBlock: bigint | undefined,
  known: number,
): Promise<string[]> {
  const { modelId, classCount } = model
  if (classCount <= known) return []
  const fromBlock = createdBlock ?? (await blockSince(client, model.createdAt))
  const toBlock = await getBlockNumber(client, { cacheTime: 0 })
  const eventNames = ['ClassAdded'] as const
  const events = await getEvents(client, { trainer: model, modelId, eventNames, fromBlock, toBlock })
  const names = new Map<bigint, string>()
  for (const { eventName, args } of events) if (eventName === 'ClassAdded') names.set(args.label, args.name)
  return Array.from({ length: classCount - known }, (_, i) => className(names, known + i))
}

/** A stranger's name of a class, as safe as those of the metadata. */
function className(names: ReadonlyMap<bigint, string>, label: number): string {
  return safeClassName(names.get(BigInt(label)) ?? '') ?? `class ${label}`
}
