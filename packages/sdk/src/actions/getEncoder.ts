import { concat, type Hex, hexToBytes } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { resolveEncoder, type SampleEncoder, VocabularyMismatchError } from '../encoders/index.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { getModel } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { getEvents } from './internal/getEvents.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetEncoderParameters = { model: ModelReference }
export type GetEncoderReturnType = SampleEncoder<string>

/**
 * The encoder that a model names, ready for use: a vocabulary or a selection is put together from what the model's owner
 * published, and checked against the hash in its name.
 *
 * @throws EncoderUnknownError, VocabularyMissingError, VocabularyMismatchError, UnknownModelError
 *
 * @example
 * const encoder = await getEncoder(client, { model })
 * const label = await predict(client, { model, sample: encoder.encode('win a free prize') })
 */
export async function getEncoder(
  client: CotrainClient,
  { model }: GetEncoderParameters,
): Promise<GetEncoderReturnType> {
  const { createdBlock, metadata } = await getModel(client, { model })
  if (!/^(vocabulary|selection)-/.test(metadata.encoder)) return resolveEncoder(metadata.encoder)
  const pieces = await getEncoderPieces(client, model, createdBlock)
  return fromPieces(metadata.encoder, pieces)
}

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
function fromPieces(name: string, pieces: readonly Hex[]): SampleEncoder<string> {
  const join = (from: number) => hexToBytes(concat(pieces.slice(from)))
  for (let from = 0; from < pieces.length; from++) {
    try {
      return resolveEncoder(name, join(from))
    } catch (error) {
      if (!(error instanceof VocabularyMismatchError)) throw error
    }
  }
  return resolveEncoder(name, join(0))
}
