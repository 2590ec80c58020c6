import {
  type DenseEncoder,
  getEncoder,
  isDenseEncoder,
  type ModelReference,
  resolveDenseEncoder,
  type SampleEncoder,
  type TrainerEvent,
  VocabularyMismatchError,
} from '@cotrain/sdk'
import { type Client, concat, type Hex, hexToBytes } from 'viem'

/** What turns what people type into samples: sets of features, or a number for each feature. */
export type ModelEncoder = SampleEncoder<string> | DenseEncoder

/** The encoder that a model names. What its owner has published is among the model's `events`. */
export async function loadEncoder(
  client: Client,
  model: ModelReference,
  name: string,
  events: readonly TrainerEvent[],
): Promise<ModelEncoder> {
  if (!isDenseEncoder(name)) return getEncoder(client as never, { model })
  return denseFromPieces(
    name,
    events.flatMap(({ eventName, args }) => (eventName === 'EncoderPublished' ? [args.data] : [])),
  )
}

/** An owner who published something else before has begun again: the last pieces that fit count. */
function denseFromPieces(name: string, pieces: readonly Hex[]): DenseEncoder {
  const join = (from: number) => hexToBytes(concat(pieces.slice(from)))
  for (let from = 0; from < pieces.length; from++) {
    try {
      return resolveDenseEncoder(name, join(from))
    } catch (error) {
      if (!(error instanceof VocabularyMismatchError)) throw error
    }
  }
  return resolveDenseEncoder(name, join(0))
}
