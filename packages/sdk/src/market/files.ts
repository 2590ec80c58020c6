import { bytesToHex, type Hex, isHex, size } from 'viem'
import type { ClassifierName } from '../kinds/abis.ts'
import { classifierNames } from '../kinds/classifiers.ts'

/** What a file of a market has, before it is checked. */
export type Document = Partial<Record<string, unknown>>

/** Says what is wrong with a file. */
export type Invalid = (reason: string, cause?: unknown) => Error

/** The version of the files of markets. */
export const version = 2

/** A file as text to store. */
export function fileOf(document: object): string {
  return `${JSON.stringify({ version, ...document }, null, 2)}\n`
}

/** What every file of a market has: its version, the classifier it is for and a salt. Throws `invalid`. */
export function parseFile(
  text: string,
  invalid: Invalid,
): { document: Document; classifier: ClassifierName; salt: Hex } {
  const document = parseJson(text, invalid)
  const classifier = classifierNames.find(name => name === document.classifier)
  if (document.version !== version)
    throw invalid(`its version is ${String(document.version)}, not ${version}`)
  if (classifier === undefined) throw invalid(`its classifier is ${String(document.classifier)}`)
  const { salt } = document
  if (!isHex(salt) || size(salt) !== 32) throw invalid('its salt is not 32 bytes in hex')
  return { document, classifier, salt }
}

/** 32 random bytes that nobody can guess. */
export function newSalt(): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
}

function parseJson(text: string, invalid: Invalid): Document {
  try {
    return (JSON.parse(text) ?? {}) as Document
  } catch (error) {
    throw invalid('it is not JSON', error)
  }
}
