import { type Address, type Hex, isAddress, isHex } from 'viem'
import { OriginalError } from './errors.ts'
import {
  checkOriginalContent,
  type OriginalPlace,
  originalKinds,
  type SignedOriginal,
  type SignedWithdrawal,
} from './Original.ts'

/** A signed original as it is sent and stored: numbers of any size as decimal digits, the content as base64. */
export function originalToJson({ content, kind, ...rest }: SignedOriginal): Record<string, unknown> {
  return { ...signedToJson(rest), kind, content: base64Of(content) }
}

/** A signed withdrawal as it is sent. */
export function withdrawalToJson(withdrawal: SignedWithdrawal): Record<string, unknown> {
  return signedToJson(withdrawal)
}

function signedToJson({ chainId, trainer, modelId, contribution, time, signature }: SignedWithdrawal) {
  return {
    chainId,
    trainer,
    modelId: String(modelId),
    contribution: String(contribution),
    time,
    signature,
  }
}

/**
 * Reads what somebody sent or stored as an original. Its signature is not checked: see `isOriginalSignedBy`.
 *
 * @throws OriginalError which says what is wrong with it.
 */
export function originalFromJson(value: unknown): SignedOriginal {
  const signed = withdrawalFromJson(value)
  const { kind, content: encoded } = value as Record<string, unknown>
  const known = originalKinds.find(each => each === kind)
  if (known === undefined) throw new OriginalError(`An original is one of: ${originalKinds.join(', ')}.`)
  if (typeof encoded !== 'string') throw new OriginalError('The content of an original is base64.')
  const original = { ...signed, kind: known, content: bytesOf(encoded) }
  checkOriginalContent(original)
  return original
}

/**
 * Reads what somebody sent as a withdrawal.
 *
 * @throws OriginalError which says what is wrong with it.
 */
export function withdrawalFromJson(value: unknown): SignedWithdrawal {
  if (typeof value !== 'object' || value === null) throw new OriginalError('A record is a JSON object.')
  const { time, signature } = value as Record<string, unknown>
  const place = placeOf(value as Record<string, unknown>)
  if (!isCount(time)) throw new OriginalError('The time of a record is in whole seconds since 1970.')
  // contracts that sign for an account may need more than the 65 bytes of a key
  if (!isHex(signature) || signature.length % 2 !== 0 || signature.length > maxSignature) {
    throw new OriginalError('The signature of a record is hexadecimal.')
  }
  return { ...place, time, signature: signature as Hex }
}

const maxSignature = 2 + 2 * 4_096

function placeOf({ chainId, trainer, modelId, contribution }: Record<string, unknown>): OriginalPlace {
  if (!isCount(chainId) || chainId === 0)
    throw new OriginalError('The chain of a record is a number above 0.')
  if (typeof trainer !== 'string' || !isAddress(trainer, { strict: false })) {
    throw new OriginalError('The trainer of a record is an address.')
  }
  return {
    chainId,
    trainer: trainer.toLowerCase() as Address,
    modelId: numberIn(modelId, 'model'),
    contribution: numberIn(contribution, 'contribution'),
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function numberIn(value: unknown, name: string): bigint {
  if (typeof value === 'string' && /^(0|[1-9]\d{0,76})$/.test(value) && BigInt(value) < 2n ** 256n) {
    return BigInt(value)
  }
  throw new OriginalError(`The ${name} of a record is its number, in decimal digits.`)
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function bytesOf(encoded: string): Uint8Array {
  try {
    return Uint8Array.from(atob(encoded), char => char.charCodeAt(0))
  } catch (cause) {
    throw new OriginalError('The content of an original is base64.', { cause })
  }
}
