import { concat, type Hex, hexToBytes } from 'viem'
import {
  createLoadedEncoder,
  type DenseEncoder,
  EncoderOptionsError,
  EncoderUnknownError,
  type LoadEncoder,
  type LoadedDenseEncoder,
  resolveDenseEncoder,
  resolveEncoder,
  type SampleEncoder,
  VocabularyMismatchError,
  VocabularyMissingError,
} from '../encoders/index.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { classifiers } from '../kinds/classifiers.ts'
import type { ModelAddress } from '../kinds/modelId.ts'
import { type CotrainStorage, memoryStorage } from '../storage/CotrainStorage.ts'
import { getModel, type Model } from './getModel.ts'
import { type FindBeginning, findBeginning, keepBeginning } from './internal/beginning.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEvent } from './internal/getEvents.ts'
import { storageOf } from './internal/kept.ts'
import { type BlockReference, earlier, type Header, newestHeader, patiently } from './internal/sync/blocks.ts'
import { type EventsParameters, readEvents, readEventsAndBlock } from './internal/sync/readEvents.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetEncoderParameters<classifier extends ClassifierName = ClassifierName> = {
  /** Given as `getModel` gives it, it is not read again. */
  model: ModelAddress<MechanismName> & { classifier?: classifier }
  /** Where the model's words and its encoder are kept, for the next time. @default the client's, or nowhere */
  storage?: CotrainStorage | undefined
  /** Loads what the SDK itself does not know, such as `loadEncoder` of @cotrain/encoders with its source. */
  load?: LoadEncoder | undefined
}
export type GetEncoderReturnType<classifier extends ClassifierName = ClassifierName> = {
  sparse: SampleEncoder<string>
  dense: DenseEncoder | LoadedDenseEncoder
}[(typeof classifiers)[classifier]['samples']]

/**
 * The encoder that a model names, ready for use: a vocabulary, a selection or the inputs of a dense model are put
 * together from what the model's owner published, and checked against the hash in its name. The blocks after the model's
 * creation are read first, and no more than is needed.
 *
 * @throws EncoderUnknownError, also of an encoder that has to be loaded when there is no `load`; what `load` throws;
 * VocabularyMissingError, VocabularyMismatchError, UnknownModelError
 *
 * @example
 * const encoder = await getEncoder(client, { model })
 * const label = await predict(client, { model, sample: encoder.encode('win a free prize') })
 */
export async function getEncoder<classifier extends ClassifierName = ClassifierName>(
  client: CotrainClient,
  { model, storage: given, load }: GetEncoderParameters<classifier>,
): Promise<GetEncoderReturnType<classifier>> {
  const storage = storageOf(client, given) ?? memoryStorage()
  return withTrainerErrors(client, model.trainer, async () => {
    const described = isDescribed(model) ? model : await getModel(client, { model, storage })
    const find = await findBeginning(client, storage, model)
    const name = described.metadata.encoder
    const resolve = resolverOf(described.classifier)
    const look = () =>
      fromChain(client, described, { find, storage }, pieces => fromPieces(resolve, name, pieces))
    const encoder = isPublished(name)
      ? await ofYoungToo(client, described, look)
      : await resolveOrLoad(resolve, name, described, load)
    return encoder as GetEncoderReturnType<classifier>
  })
}

/** The encoder of this name, loaded if nothing else knows it and its samples are those of the model. */
export async function resolveOrLoad(
  resolve: Resolve,
  name: string,
  { classifier, classifierOptions }: Pick<Model, 'classifier' | 'classifierOptions'>,
  load: LoadEncoder | undefined,
): Promise<GetEncoderReturnType> {
  try {
    return resolve(name)
  } catch (error) {
    if (!(error instanceof EncoderUnknownError) || classifiers[classifier].samples !== 'dense') throw error
    const loaded = await load?.(name)
    if (loaded === undefined) throw error
    const { featureCount } = classifierOptions
    if (loaded.featureCount === featureCount) return createLoadedEncoder(loaded)
    throw new EncoderOptionsError(
      `The model takes ${featureCount} numbers; its encoder "${name}" gives ${loaded.featureCount}.`,
      { metaMessages: ['Nothing that it says means anything; ask its owner.'] },
    )
  }
}

/** Whether a model is given as `getModel` gives it. */
function isDescribed(model: ModelAddress): model is Model {
  return 'metadata' in model && 'createdAt' in model && 'classifier' in model
}

/** Whether the chain has more of an encoder than its name. */
export function isPublished(encoder: string): boolean {
  return /^(vocabulary|selection|numbers)-/.test(encoder)
}

/** How many blocks are looked through after those around the creation, if the encoder did not come with it. */
const firstLook = 1_024n

type Sources = { find: FindBeginning; storage: CotrainStorage }

/** Seconds after a model's creation during which a member that is behind may not have its encoder yet. */
const youth = 600n

/** What is missing of a young model is asked for again. */
async function ofYoungToo<T>(
  client: CotrainClient,
  { createdAt }: Model,
  look: () => Promise<T>,
): Promise<T> {
  try {
    return await look()
  } catch (error) {
    const { timestamp } = isIncomplete(error) ? await newestHeader(client) : { timestamp: createdAt + youth }
    if (timestamp >= createdAt + youth) throw error
    return patiently(look, isIncomplete)
  }
}

function isIncomplete(error: unknown): boolean {
  return error instanceof VocabularyMismatchError || error instanceof VocabularyMissingError
}

/** Puts an encoder together from the pieces published so far, and reads on only while they do not fit. */
async function fromChain(
  client: CotrainClient,
  model: Model,
  { find, storage }: Sources,
  resolve: (pieces: readonly Hex[]) => GetEncoderReturnType,
): Promise<GetEncoderReturnType> {
  const beginning = await find(model)
  const events = [...beginning.events]
  let last: BlockReference | undefined
  let newest: Header | undefined
  let fromBlock = beginning.until + 1n
  for (let blocks = firstLook; ; blocks *= 4n) {
    try {
      const encoder = resolve(piecesIn(events))
      if (beginning.creation) await keepBeginning(client, storage, model, events, last)
      return encoder
    } catch (error) {
      if (!isIncomplete(error)) throw error
      newest ??= await newestHeader(client)
      if (fromBlock > newest.number) throw error
    }
    const range = { fromBlock, toBlock: earlier(fromBlock + blocks - 1n, newest.number), newest }
    const { modelId } = model
    const eventNames = ['EncoderPublished', 'ClassAdded'] as const
    const more = await readEventsAndBlock(client, { trainer: model, modelId, eventNames, ...range })
    events.push(...more.events)
    last = more.last ?? last
    fromBlock = range.toBlock + 1n
  }
}

/** What puts an encoder together for the samples of a classifier's models. */
export function resolverOf(classifier: ClassifierName): Resolve {
  return classifiers[classifier].samples === 'sparse' ? resolveEncoder : resolveDenseEncoder
}

type Resolve = (name: string, published?: Uint8Array) => GetEncoderReturnType

/** What the model's owner has published, piece by piece. */
export async function getEncoderPieces(
  client: CotrainClient,
  model: ModelAddress,
  range: Pick<EventsParameters, 'fromBlock' | 'toBlock' | 'newest'>,
): Promise<Hex[]> {
  return withTrainerErrors(client, model.trainer, async () => {
    const events = await readEvents(client, {
      trainer: model,
      modelId: model.modelId,
      eventNames: ['EncoderPublished'],
      ...range,
    })
    return piecesIn(events)
  })
}

/** The pieces of an encoder among events. */
export function piecesIn(events: readonly TrainerEvent[]): Hex[] {
  return events.flatMap(({ eventName, args }) => (eventName === 'EncoderPublished' ? [args.data] : []))
}

/** An owner who broke off, or published something else before, has begun again: the last pieces that fit count. */
export function fromPieces(resolve: Resolve, name: string, pieces: readonly Hex[]): GetEncoderReturnType {
  const join = (from: number) => hexToBytes(concat(pieces.slice(from)))
  for (let from = 0; from < pieces.length; from++) {
    try {
      return resolve(name, join(from))
    } catch (error) {
      if (!(error instanceof VocabularyMismatchError)) throw error
    }
  }
  return resolve(name, join(0))
}
