import { concat, type Hex, hexToBytes } from 'viem'
import { getBlockNumber } from 'viem/actions'
import {
  type DenseEncoder,
  resolveDenseEncoder,
  resolveEncoder,
  type SampleEncoder,
  VocabularyMismatchError,
  VocabularyMissingError,
} from '../encoders/index.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { classifiers } from '../kinds/classifiers.ts'
import type { ModelAddress } from '../kinds/modelId.ts'
import { getModel } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { getEvents } from './internal/getEvents.ts'
import { blockSince } from './internal/sync/blockSince.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetEncoderParameters<classifier extends ClassifierName = ClassifierName> = {
  model: ModelAddress<MechanismName> & { classifier?: classifier }
}
export type GetEncoderReturnType<classifier extends ClassifierName = ClassifierName> = {
  sparse: SampleEncoder<string>
  dense: DenseEncoder
}[(typeof classifiers)[classifier]['samples']]

/**
 * The encoder that a model names, ready for use: a vocabulary, a selection or the inputs of a dense model are put
 * together from what the model's owner published, and checked against the hash in its name. The blocks after the model's
 * creation are read first, and no more than is needed.
 *
 * @throws EncoderUnknownError, VocabularyMissingError, VocabularyMismatchError, UnknownModelError
 *
 * @example
 * const encoder = await getEncoder(client, { model })
 * const label = await predict(client, { model, sample: encoder.encode('win a free prize') })
 */
export async function getEncoder<classifier extends ClassifierName = ClassifierName>(
  client: CotrainClient,
  { model }: GetEncoderParameters<classifier>,
): Promise<GetEncoderReturnType<classifier>> {
  const reference = await getModel(client, { model })
  const { createdAt, metadata } = reference
  const resolve: Resolve =
    classifiers[reference.classifier as ClassifierName].samples === 'sparse'
      ? resolveEncoder
      : resolveDenseEncoder
  const encoder = /^(vocabulary|selection|numbers)-/.test(metadata.encoder)
    ? await fromChain(client, reference, await blockSince(client, createdAt), pieces =>
        fromPieces(resolve, metadata.encoder, pieces),
      )
    : resolve(metadata.encoder)
  return encoder as GetEncoderReturnType<classifier>
}

/** Blocks after the creation that are looked through at first; encoders are published with their models. */
const firstLook = 256n

/** Puts an encoder together from the pieces published so far, and reads on only while they do not fit. */
async function fromChain(
  client: CotrainClient,
  model: ModelAddress,
  createdBlock: bigint,
  resolve: (pieces: readonly Hex[]) => GetEncoderReturnType,
): Promise<GetEncoderReturnType> {
  const latest = await getBlockNumber(client, { cacheTime: 0 })
  const pieces: Hex[] = []
  let fromBlock = createdBlock
  for (let blocks = firstLook; ; blocks *= 4n) {
    const end = fromBlock + blocks - 1n
    const toBlock = end < latest ? end : latest
    pieces.push(...(await getEncoderPieces(client, model, fromBlock, toBlock)))
    try {
      return resolve(pieces)
    } catch (error) {
      const incomplete = error instanceof VocabularyMismatchError || error instanceof VocabularyMissingError
      if (!incomplete || toBlock === latest) throw error
    }
    fromBlock = toBlock + 1n
  }
}

type Resolve = (name: string, published?: Uint8Array) => GetEncoderReturnType

/** What the model's owner has published, piece by piece. @param toBlock The newest block by default. */
export async function getEncoderPieces(
  client: CotrainClient,
  model: ModelAddress,
  fromBlock: bigint,
  toBlock?: bigint,
): Promise<Hex[]> {
  return withTrainerErrors(client, model.trainer, async () => {
    const events = await getEvents(client, {
      trainer: model,
      modelId: model.modelId,
      eventNames: ['EncoderPublished'],
      fromBlock,
      toBlock: toBlock ?? (await getBlockNumber(client, { cacheTime: 0 })),
    })
    return events.flatMap(({ eventName, args }) => (eventName === 'EncoderPublished' ? [args.data] : []))
  })
}

/** An owner who broke off, or published something else before, has begun again: the last pieces that fit count. */
function fromPieces(resolve: Resolve, name: string, pieces: readonly Hex[]): GetEncoderReturnType {
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
