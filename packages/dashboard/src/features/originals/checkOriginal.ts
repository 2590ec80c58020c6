import type { Picture } from '@cotrain/encoders'
import {
  type AnySample,
  CotrainError,
  isOriginalSignedBy,
  type OriginalKind,
  type OriginalPlace,
  originalText,
  packDenseSample,
  packSample,
  type SignedOriginal,
} from '@cotrain/sdk'
import type { Address, Client, Hex } from 'viem'
import type { Encoded, EncoderInput } from '../encoders/protocol.ts'
import type { ReadyModel } from '../model/readyModel.ts'

/** The original is not what was contributed, or not from who contributed it. */
export class OriginalMismatchError extends CotrainError {
  override name = 'OriginalMismatchError'
}

/** An original that has been checked: what may be shown of it. */
export type ShownOriginal = { kind: 'text'; text: string } | { kind: 'picture'; picture: Picture }

/** What encodes for a model: its own encoder, or the one that was loaded. */
export type Encode = (input: EncoderInput) => Promise<{ sample: AnySample; preview: Encoded['preview'] }>

/** Which kinds of originals the samples of a model can have; numbers are their own originals. */
export function kindsOf({ form }: Pick<ReadyModel, 'form'>): readonly OriginalKind[] {
  if (form === 'text') return ['text']
  return form === 'picture' ? ['png', 'jpeg'] : []
}

interface Expected {
  place: OriginalPlace
  /** Who made the contribution, and the sample, as the chain has them. */
  contributor: Address
  sample: Hex
}

/**
 * Checks what a host gives as the original of a contribution: that its contributor has signed just this, for this contribution,
 * and that the model's encoder makes the sample of it that is on the chain.
 *
 * @throws OriginalMismatchError
 */
export async function checkOriginal(
  client: Client,
  original: SignedOriginal,
  { place, contributor, sample }: Expected,
  encode: Encode,
): Promise<ShownOriginal> {
  const isOther =
    original.chainId !== place.chainId ||
    original.trainer.toLowerCase() !== place.trainer.toLowerCase() ||
    original.modelId !== place.modelId ||
    original.contribution !== place.contribution
  if (isOther) throw new OriginalMismatchError('This belongs to another contribution.')
  if (!(await isOriginalSignedBy(client as never, original, contributor))) {
    throw new OriginalMismatchError('This is not signed by who made the contribution.')
  }
  return checkContent(original, sample, encode)
}

/**
 * Checks that the content of an original makes the sample that was contributed.
 *
 * @throws OriginalMismatchError
 */
export async function checkContent(
  { kind, content }: Pick<SignedOriginal, 'kind' | 'content'>,
  sample: Hex,
  encode: Encode,
): Promise<ShownOriginal> {
  const text = kind === 'text' ? originalText(content) : undefined
  const encoded = await encode(text ?? content).catch(cause => {
    throw new OriginalMismatchError('The model’s encoder makes nothing of this.', { cause })
  })
  if (packed(encoded.sample) !== sample.toLowerCase()) {
    throw new OriginalMismatchError('This does not match what was contributed.')
  }
  if (text !== undefined) return { kind: 'text', text }
  if (!encoded.preview) throw new OriginalMismatchError('The model takes no pictures.')
  return { kind: 'picture', picture: encoded.preview }
}

/** Samples of sets are sorted, so that equal sets are equal here. */
function packed(sample: AnySample): Hex {
  return sample instanceof Int16Array ? packDenseSample(sample) : packSample(sample)
}
