import { concat, type Hex, hexToBytes } from 'viem'
import { getBlockNumber } from 'viem/actions'
import {
  type DenseEncoder,
  resolveDenseEncoder,
  resolveEncoder,
  type SampleEncoder,
  VocabularyMismatchError,
} from '../encoders/index.ts'
import { type Kind, type KindName, kinds } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { getModel } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { getEvents } from './internal/getEvents.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetEncoderParameters<kind extends KindName = KindName> = { model: ModelReference<kind> }
export type GetEncoderReturnType<kind extends KindName = KindName> = {
  sparse: SampleEncoder<string>
  dense: DenseEncoder
}[Kind<kind>['samples']]

/**
 * The encoder that a model names, ready for use: a vocabulary, a selection or the inputs of a dense model are put
 * together from what the model's owner published, and checked against the hash in its name.
 *
 * @throws EncoderUnknownError, VocabularyMissingError, VocabularyMismatchError, UnknownModelError
 *
 * @example
 * const encoder = await getEncoder(client, { model })
 * const label = await predict(client, { model, sample: encoder.encode('win a free prize') })
 */
export async function getEncoder<kind extends KindName>(
  client: CotrainClient,
  { model }: GetEncoderParameters<kind>,
): Promise<GetEncoderReturnType<kind>> {
  const reference: ModelReference = model
  const { createdBlock, metadata } = await getModel(client, { model: reference })
  const resolve: Resolve = kinds[reference.kind].samples === 'sparse' ? resolveEncoder : resolveDenseEncoder
  const encoder = /^(vocabulary|selection|numbers)-/.test(metadata.encoder)
    ? fromPieces(resolve, metadata.encoder, await getEncoderPieces(client, reference, createdBlock))
    : resolve(metadata.encoder)
  return encoder as GetEncoderReturnType<kind>
}

type Resolve = (name: string, published?: Uint8Array) => GetEncoderReturnType

/** What the model's owner has published, piece by piece. */
export async function getEncoderPieces(
  client: CotrainClient,
  model: ModelReference,
  createdBlock: bigint,
): Promise<Hex[]> {
  return withTrainerErrors(client, model.trainer, async () => {
    const events = await getEvents(client, {
      trainer: model,
      modelId: model.modelId,
      eventNames: ['EncoderPublished'],
      fromBlock: createdBlock,
      toBlock: await getBlockNumber(client, { cacheTime: 0 }),
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
