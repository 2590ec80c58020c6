import { concat, type Hex, isHex, size, toHex } from 'viem'
import { sampleBytes } from '../actions/internal/sample.ts'
import { CotrainError } from '../errors/base.ts'
import type { ClassifierName } from '../kinds/abis.ts'
import { mechanisms } from '../kinds/mechanisms.ts'
import type { SampleParameter } from '../kinds/types.ts'
import { hash, maxPageLength, maxPages } from '../twin/incentives/market/TestSet.ts'
import { fileOf, newSalt, parseFile } from './files.ts'

/** A page of a test set. */
export type TestSetPage = {
  /** The test samples, as the contract takes them. */
  data: Hex
  /** How many these are. */
  samples: number
}

/**
 * A market's test set. Keep it secret until bundles are revealed: who knows it can earn the bounty with nothing new. Keep
 * it at all: without it the market cannot be settled, and the bounty is lost.
 */
export type TestSet = {
  classifier: ClassifierName
  /** What keeps the hashes of its pages from being guessed; the lot depends on it. */
  salt: Hex
  pages: TestSetPage[]
}

export type CreateTestSetOptions<classifier extends ClassifierName = ClassifierName> = {
  /** The classifier of the model that it will test. */
  classifier: classifier
  /** Test samples on a page at most: a page is published in one transaction. @default 64 */
  samplesPerPage?: number | undefined
}

/** A test set, or its file, is not valid. */
export class TestSetError extends CotrainError {
  override name = 'TestSetError'
}

const { least, most } = mechanisms.market.options.testSamples
const usualPage = 64

/**
 * Makes a test set of labelled samples: cut into pages in random order, all with one salt. The market's options say how
 * many there must be.
 *
 * @throws TestSetError when their number is odd, or there are too few, too many or too long ones; SampleError
 *
 * @example
 * const testSet = createTestSet(samples, { classifier: model.classifier })
 * await writeFile('test-set.json', encodeTestSet(testSet))
 * await openMarketSync(client, { model, testSet, bounty: parseEther('1') })
 */
export function createTestSet<classifier extends ClassifierName>(
  samples: readonly { label: number; sample: SampleParameter<classifier> }[],
  { classifier, samplesPerPage = usualPage }: CreateTestSetOptions<classifier>,
): TestSet {
  const { length } = samples
  if (length % 2 !== 0 || length < least || length > most) {
    throw new TestSetError(`A test set cannot have ${length} samples.`, {
      metaMessages: [`Bring an even number, ${least} to ${most}: as many as the market's options say.`],
    })
  }
  if (!Number.isInteger(samplesPerPage) || samplesPerPage < 1) {
    throw new TestSetError(`A page cannot have ${samplesPerPage} test samples.`, {
      metaMessages: ['Choose a whole number, 1 at least.'],
    })
  }
  const encoded = shuffled(samples).map(({ label, sample }) => encodeSample(classifier, label, sample))
  const pages = pagesOf(encoded, samplesPerPage)
  if (pages.length > maxPages) {
    throw new TestSetError(`The test set has ${pages.length} pages; ${maxPages} are allowed.`, {
      metaMessages: ['Bring fewer or shorter test samples, or allow more on a page.'],
    })
  }
  return { classifier, salt: newSalt(), pages }
}

/** How many samples a test set has. */
export function countOf({ pages }: TestSet): number {
  return pages.reduce((sum, { samples }) => sum + samples, 0)
}

/** What the sponsor commits to: the salted hash of each page, for one model. */
export function testSetHashes({ salt, pages }: TestSet, modelId: bigint): Hex[] {
  return pages.map(({ data }, i) => hash(modelId, BigInt(i), salt, data))
}

/** The test set as a text to store. It is secret until bundles are revealed. */
export function encodeTestSet({ classifier, salt, pages }: TestSet): string {
  return fileOf({ classifier, salt, pages })
}

/**
 * Reads what `encodeTestSet` gave.
 *
 * @throws TestSetError naming what is wrong
 */
export function parseTestSet(text: string): TestSet {
  const { document, classifier, salt } = parseFile(text, invalid)
  if (!Array.isArray(document.pages)) throw invalid('it has no list of pages')
  const pages = (document.pages as unknown[]).map((page, i): TestSetPage => {
    const { data, samples } = (page ?? {}) as Partial<Record<string, unknown>>
    if (!isHex(data)) throw invalid(`the data of page ${i} are not bytes in hex`)
    if (!Number.isInteger(samples)) throw invalid(`page ${i} does not say how many samples it has`)
    return { data, samples: samples as number }
  })
  return { classifier, salt, pages }
}

function invalid(reason: string, cause?: unknown): TestSetError {
  return new TestSetError(`This is not the file of a test set: ${reason}.`, {
    cause,
    metaMessages: ['Give the file that was written when the market was opened.'],
  })
}

/** | label 8 | length in bytes 16 | sample |. */
function encodeSample(classifier: ClassifierName, label: number, sample: SampleParameter): Hex {
  const bytes = sampleBytes(classifier, sample)
  return concat([toHex(label, { size: 1 }), toHex(size(bytes), { size: 2 }), bytes])
}

/** Full pages, the last of which has what is left. */
function pagesOf(samples: readonly Hex[], most: number): TestSetPage[] {
  const pages: Hex[][] = [[]]
  let length = 0
  for (const sample of samples) {
    if (size(sample) > maxPageLength) {
      throw new TestSetError(
        `A test sample has ${size(sample)} bytes; a page has room for ${maxPageLength}.`,
        {
          metaMessages: ['Leave it out, or shorten it.'],
        },
      )
    }
    if (length + size(sample) > maxPageLength || pages.at(-1)!.length === most) {
      pages.push([])
      length = 0
    }
    pages.at(-1)!.push(sample)
    length += size(sample)
  }
  return pages.map(page => ({ data: concat(page), samples: page.length }))
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
