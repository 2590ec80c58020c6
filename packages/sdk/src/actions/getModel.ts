import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelAddress } from '../kinds/modelId.ts'
import { safeClassName } from '../metadata/decodeMetadata.ts'
import { decodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import type { CotrainStorage } from '../storage/CotrainStorage.ts'
import { type Arbiter, describeArbiter } from './internal/arbiter.ts'
import { type Beginning, type FindBeginning, findBeginning, keepBeginning } from './internal/beginning.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEvent } from './internal/getEvents.ts'
import { storageOf } from './internal/kept.ts'
import { initialClassCount, type ReadModel, readModels } from './internal/readModels.ts'
import { patiently } from './internal/sync/blocks.ts'
import { readEventsAndBlock } from './internal/sync/readEvents.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

/** Where a model stands; with its classifier, where that is known, the answer's type is narrower. */
export type GetModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  model: ModelAddress<mechanism> & { classifier?: classifier }
  /** Where its words and its encoder are kept, for the next time. @default the client's, or nowhere */
  storage?: CotrainStorage | undefined
}
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
  { model: { mechanism, trainer, modelId }, storage: given }: GetModelParameters<mechanism, classifier>,
): Promise<GetModelReturnType<mechanism, classifier>> {
  const storage = storageOf(client, given)
  const described = await withTrainerErrors(client, trainer, async () => {
    const [[model], find] = await Promise.all([
      readModels(client, { mechanism, trainer }, [modelId]),
      findBeginning(client, storage, { mechanism, trainer, modelId }),
    ])
    return describeModel(client, model as ReadModel, { find, storage })
  })
  return described as Model<mechanism, classifier>
}

type Sources = { find: FindBeginning; storage: CotrainStorage | undefined }

/** Adds its metadata, and who its arbiter is, to what was read of a model. */
export async function describeModel(
  client: CotrainClient,
  model: ReadModel,
  { find, storage }: Sources,
): Promise<Model> {
  return withTrainerErrors(client, model.trainer, async () => {
    const { incentiveOptions: options, owner } = model
    const [beginning, arbiter] = await Promise.all([
      find(model),
      'arbiter' in options ? describeArbiter(client, owner, options) : undefined,
    ])
    const { creation } = beginning
    const { metadata, warning } = decodeMetadata(creation?.args.metadata ?? '', {
      name: `Model ${model.modelId}`,
      encoder: `indices-v1:${model.classifierOptions.featureCount}`,
      classCount: Math.min(model.classCount, initialClassCount(model.classifierOptions)),
    })
    metadata.classes.push(
      ...(await addedClasses(client, model, { ...beginning, storage }, metadata.classes.length)),
    )
    return { ...model, metadata, metadataWarning: warning, ...(arbiter && { arbiter }) } as Model
  })
}

/** The names of the classes that were added after `known` ones. Blocks after the beginning are read if some are missing. */
async function addedClasses(
  client: CotrainClient,
  model: ReadModel,
  { creation, events, until, storage }: Beginning & Pick<Sources, 'storage'>,
  known: number,
): Promise<string[]> {
  const { modelId, classCount } = model
  const added = (told: readonly TrainerEvent[]) => classNamesIn(told, known).slice(0, classCount - known)
  const isWhole = (names: readonly string[]) => known + names.length >= classCount
  let names = added(events)
  if (!isWhole(names)) {
    const missing = new Error('it does not know how all classes were added')
    const read = async () => {
      const more = await readEventsAndBlock(client, {
        ...{ trainer: model, modelId, fromBlock: until + 1n },
        eventNames: ['EncoderPublished', 'ClassAdded'],
      })
      names = added([...events, ...more.events])
      if (!isWhole(names)) throw missing
      if (creation) await keepBeginning(client, storage, model, [...events, ...more.events], more.last)
    }
    // a member that is behind may not know the last ones yet; one that has dropped old events never does
    await patiently(read, error => error === missing).catch((error: unknown) => {
      if (error !== missing) throw error
    })
  }
  // of classes whose events the node does not give, only the number is known
  const missing = Array.from({ length: Math.max(0, classCount - known - names.length) })
  return [...names, ...missing.map((_, i) => `class ${known + names.length + i}`)]
}

/** The names of classes that were added after `known` ones, as safe as those of the metadata. */
export function classNamesIn(events: readonly TrainerEvent[], known: number): string[] {
  const names = new Map<bigint, string>()
  for (const { eventName, args } of events) if (eventName === 'ClassAdded') names.set(args.label, args.name)
  const labels = [...names.keys()].map(Number)
  const count = Math.max(known - 1, ...labels) + 1 - known
  return Array.from({ length: count }, (_, i) => {
    const label = known + i
    return safeClassName(names.get(BigInt(label)) ?? '') ?? `class ${label}`
  })
}
