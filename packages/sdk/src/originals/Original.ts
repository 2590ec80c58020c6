import type { Address, Hex } from 'viem'
import { OriginalError } from './errors.ts'
import { readPictureHead } from './pictureHead.ts'

/** What an original may be. */
export const originalKinds = ['text', 'png', 'jpeg'] as const
export type OriginalKind = (typeof originalKinds)[number]

/** Bytes that an original has at most: of a text in UTF-8, and of a picture. */
export const maxOriginalBytes: Record<OriginalKind, number> = { text: 8_192, png: 65_536, jpeg: 65_536 }

/** Pixels that the picture of an original has at most, to each side. */
export const maxOriginalSide = 2_048

/** Which contribution an original belongs to. */
export type OriginalPlace = {
  chainId: number
  trainer: Address
  modelId: bigint
  /** The contribution's index in the model. */
  contribution: bigint
}

/** The text or the picture from which the sample of a contribution was made, as its contributor shares it. */
export type Original = OriginalPlace & {
  kind: OriginalKind
  /** UTF-8 of a text, or the file of a picture. */
  content: Uint8Array
  /** When it was signed, in seconds since 1970. */
  time: number
}

/** An original with its contributor's signature of `originalTypedData`. */
export type SignedOriginal = Original & { signature: Hex }

/** The request of a contributor to delete their original, with their signature of `withdrawalTypedData`. */
export type SignedWithdrawal = OriginalPlace & { time: number; signature: Hex }

/**
 * The text in the content of an original.
 *
 * @throws OriginalError when it is not UTF-8.
 */
export function originalText(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch (cause) {
    throw new OriginalError('The text of the original is not UTF-8.', { cause })
  }
}

/**
 * Whether the content of an original is what its kind says, and not too large. Pictures are not decoded.
 *
 * @throws OriginalError
 */
export function checkOriginalContent({ kind, content }: Pick<Original, 'kind' | 'content'>): void {
  if (content.length === 0) throw new OriginalError('The original is empty.')
  if (content.length > maxOriginalBytes[kind]) {
    throw new OriginalError(`The original has ${content.length} bytes.`, {
      metaMessages: [`It may have ${maxOriginalBytes[kind]}: share a smaller one.`],
    })
  }
  if (kind === 'text') return void originalText(content)
  const head = readPictureHead(content)
  if (head?.kind !== kind) throw new OriginalError(`The original is no picture of the kind ${kind}.`)
  if (Math.max(head.width, head.height) > maxOriginalSide) {
    throw new OriginalError(`The original has ${head.width} × ${head.height} pixels.`, {
      metaMessages: [`It may have ${maxOriginalSide} to each side: share a smaller one.`],
    })
  }
}
