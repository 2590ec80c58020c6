import { bytesToHex, concat, type Hex, isHex, size, toHex } from 'viem'
import { sampleBytes } from '../actions/internal/sample.ts'
import { CotrainError } from '../errors/base.ts'
import type { ClassifierName } from '../kinds/abis.ts'
import { classifierNames } from '../kinds/classifiers.ts'
import type { SampleParameter } from '../kinds/types.ts'
import { hash, maxPieceLength } from '../twin/incentives/market/TestSet.ts'

/** A piece of a test set. */
export type TestSetPiece = {
  /** What keeps its hash from being guessed. */
  salt: Hex
  /** The test samples, as the contract takes them. */
  data: Hex
  /** How many these are. */
  samples: number
}

/** A market's test set. Keep it secret until it is revealed: who knows it can earn the bounty with nothing new. */
export type TestSet = { classifier: ClassifierName; pieces: TestSetPiece[] }

export type CreateTestSetOptions<classifier extends ClassifierName = ClassifierName> = {
  /** The classifier of the model that it will test. */
  classifier: classifier
  /** Into how many pieces it is cut, 2 to 64: some are shown before contributions, the others stay hidden. */
  pieces: number
}

/** A test set, or its file, is not valid. */
export class TestSetError extends CotrainError {
  override name = 'TestSetError'
}

const minPieces = 2
const maxPieces = 64
const version = 1

/**
 * Cuts labelled samples into salted pieces, in random order, so that the pieces that are shown are like the others.
 *
 * @throws TestSetError when there are too few samples or pieces, or too many samples for the pieces; SampleError
 *
 * @example
 * const testSet = createTestSet(samples, { classifier: model.classifier, pieces: 10 })
 * await commitMarketSync(client, { model, testSet, bounty: parseEther('0.1') })
 */
export function createTestSet<classifier extends ClassifierName>(
  samples: readonly { label: number; sample: SampleParameter<classifier> }[],
  { classifier, pieces }: CreateTestSetOptions<classifier>,
): TestSet {
  if (!Number.isInteger(pieces) || pieces < minPieces || pieces > maxPieces) {
    throw new TestSetError(`A test set cannot have ${pieces} pieces.`, {
      metaMessages: [`Choose ${minPieces} to ${maxPieces}.`],
    })
  }
  if (samples.length < pieces) {
    throw new TestSetError(`${samples.length} test samples are too few for ${pieces} pieces.`, {
      metaMessages: ['Every piece needs one at least: bring more samples, or choose fewer pieces.'],
    })
  }
  const encoded = shuffled(samples).map(({ label, sample }) => encodeSample(classifier, label, sample))
  const cut = Array.from({ length: pieces }, (_, i) => encoded.filter((_, j) => j % pieces === i))
  return { classifier, pieces: cut.map(pieceOf) }
}

/** What the sponsor commits to: the salted hash of each piece, for one model. */
export function testSetHashes({ pieces }: TestSet, modelId: bigint): Hex[] {
  return pieces.map(({ salt, data }, i) => hash(modelId, BigInt(i), salt, data))
}

/** The test set as a text to store. It is secret until the market has closed. */
export function encodeTestSet({ classifier, pieces }: TestSet): string {
  return `${JSON.stringify({ version, classifier, pieces }, null, 2)}\n`
}

/**
 * Reads what `encodeTestSet` gave.
 *
 * @throws TestSetError naming what is wrong
 */
export function parseTestSet(text: string): TestSet {
  const document = parseJson(text)
  const classifier = classifierNames.find(name => name === document.classifier)
  if (document.version !== version)
    throw invalid(`its version is ${String(document.version)}, not ${version}`)
  if (classifier === undefined) throw invalid(`its classifier is ${String(document.classifier)}`)
  if (!Array.isArray(document.pieces)) throw invalid('it has no list of pieces')
  const pieces = (document.pieces as unknown[]).map((piece, i): TestSetPiece => {
    const { salt, data, samples } = (piece ?? {}) as Partial<Record<string, unknown>>
    if (!isHex(salt) || size(salt) !== 32) throw invalid(`the salt of piece ${i} is not 32 bytes in hex`)
    if (!isHex(data)) throw invalid(`the data of piece ${i} are not bytes in hex`)
    if (!Number.isInteger(samples)) throw invalid(`piece ${i} does not say how many samples it has`)
    return { salt, data, samples: samples as number }
  })
  return { classifier, pieces }
}

function parseJson(text: string): Partial<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Record<string, unknown>>
  } catch (error) {
    throw invalid('it is not JSON', error)
  }
}

function invalid(reason: string, cause?: unknown): TestSetError {
  return new TestSetError(`This is not the file of a test set: ${reason}.`, {
    cause,
    metaMessages: ['Give the file that was written when the market was created.'],
  })
}

/** | label 8 | length in bytes 16 | sample |. */
function encodeSample(classifier: ClassifierName, label: number, sample: SampleParameter): Hex {
  const bytes = sampleBytes(classifier, sample)
  return concat([toHex(label, { size: 1 }), toHex(size(bytes), { size: 2 }), bytes])
}

function pieceOf(samples: readonly Hex[], index: number): TestSetPiece {
  const data = concat(samples)
  if (size(data) > maxPieceLength) {
    throw new TestSetError(`Piece ${index} has ${size(data)} bytes; ${maxPieceLength} are allowed.`, {
      metaMessages: ['Choose more pieces, or fewer or shorter test samples.'],
    })
  }
  const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  return { salt, data, samples: samples.length }
}

/** Fisher-Yates, with random numbers that nobody can foresee. */
function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list]
  const random = new Uint32Array(1)
  for (let i = result.length - 1; i > 0; i--) {
    crypto.getRandomValues(random)
    const j = Math.floor((random[0]! / 2 ** 32) * (i + 1))
    ;[result[i], result[j]] = [result[j]!, result[i]!]
  }
  return result
}
