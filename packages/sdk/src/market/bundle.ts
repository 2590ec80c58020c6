import { type Address, getAddress, type Hex, isAddress, isHex, keccak256 } from 'viem'
import { sampleBytes } from '../actions/internal/sample.ts'
import { CotrainError } from '../errors/base.ts'
import type { ClassifierName } from '../kinds/abis.ts'
import { mechanisms } from '../kinds/mechanisms.ts'
import type { SampleParameter } from '../kinds/types.ts'
import { commitmentTo } from '../twin/incentives/market/Bundles.ts'
import { fileOf, newSalt, parseFile } from './files.ts'

/**
 * A bundle of contributions for one market of one model, of one account. Store it before it is committed: what cannot be
 * revealed loses its stake. Keep it secret until then, for its salt is all that hides it.
 */
export type Bundle = {
  classifier: ClassifierName
  modelId: bigint
  contributor: Address
  /** What keeps the commitment from being guessed. */
  salt: Hex
  /** In their packed bytes, in the order of their hashes (keccak256). */
  samples: { label: number; sample: Hex }[]
}

export type CreateBundleOptions<classifier extends ClassifierName = ClassifierName> = {
  /** The classifier of the model that it is for. */
  classifier: classifier
  /** The number of the model. */
  modelId: bigint
  /** Who will commit and reveal it: nobody else can. */
  contributor: Address
  /** Samples of a bundle, as the market's options say. @default 1 to 64 */
  minSamples?: number | undefined
  maxSamples?: number | undefined
  /** 32 bytes that nobody can guess. @default random ones */
  salt?: Hex | undefined
}

/** A bundle, or its file, is not valid. */
export class BundleError extends CotrainError {
  override name = 'BundleError'
}

const { least, most } = mechanisms.market.options.maxSamples

/**
 * Makes a bundle of labelled samples, in the order that the contract wants, with a salt. Losing it means losing the
 * stake: store it (`encodeBundle`) before it is committed.
 *
 * @throws BundleError when there are too few, too many, or one twice; SampleError
 *
 * @example
 * const contributor = client.account.address
 * const bundle = createBundle(samples, { classifier: model.classifier, modelId: model.modelId, contributor })
 * await writeFile('bundle.json', encodeBundle(bundle))
 * await commitBundlesSync(client, { model, bundles: [bundle] })
 */
export function createBundle<classifier extends ClassifierName>(
  samples: readonly { label: number; sample: SampleParameter<classifier> }[],
  {
    classifier,
    modelId,
    contributor,
    minSamples = least,
    maxSamples = most,
    salt = newSalt(),
  }: CreateBundleOptions<classifier>,
): Bundle {
  const { length } = samples
  if (length < minSamples || length > maxSamples) {
    throw new BundleError(`A bundle cannot have ${length} samples.`, {
      metaMessages: [`Bring ${minSamples} to ${maxSamples}, or make several bundles.`],
    })
  }
  const hashed = samples.map(({ label, sample }, i) => {
    const bytes = sampleBytes(classifier, sample)
    return { label, sample: bytes, hash: keccak256(bytes), i }
  })
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const twice = hashed.find(({ hash }, i) => i > 0 && hash === hashed[i - 1]!.hash)
  if (twice !== undefined) {
    throw new BundleError(`Sample ${twice.i} is in the bundle twice.`, {
      metaMessages: ['Leave it out: a bundle has each sample once.'],
    })
  }
  return {
    classifier,
    modelId,
    contributor: getAddress(contributor),
    salt,
    samples: hashed.map(({ label, sample }) => ({ label, sample })),
  }
}

/** What its contributor commits to. */
export function commitmentOf({ modelId, samples, contributor, salt }: Bundle): Hex {
  const contents = { labels: samples.map(({ label }) => label), samples: samples.map(({ sample }) => sample) }
  return commitmentTo(modelId, contents, contributor, salt)
}

/** The bundle as a text to store. It is secret until it is revealed, and what is lost cannot be revealed. */
export function encodeBundle({ classifier, modelId, contributor, salt, samples }: Bundle): string {
  return fileOf({ classifier, modelId: String(modelId), contributor, salt, samples })
}

/**
 * Reads what `encodeBundle` gave.
 *
 * @throws BundleError naming what is wrong
 */
export function parseBundle(text: string): Bundle {
  const { document, classifier, salt } = parseFile(text, invalid)
  const { modelId, contributor, samples } = document
  if (typeof modelId !== 'string' || !/^\d{1,77}$/.test(modelId)) {
    throw invalid('it does not say the number of its model')
  }
  if (typeof contributor !== 'string' || !isAddress(contributor)) {
    throw invalid('it does not say whose it is')
  }
  if (!Array.isArray(samples) || samples.length < least || samples.length > most) {
    throw invalid(`it has no list of ${least} to ${most} samples`)
  }
  let last = '0x'
  const checked = (samples as unknown[]).map((each, i) => {
    const { label, sample } = (each ?? {}) as Partial<Record<string, unknown>>
    if (!isHex(sample)) throw invalid(`sample ${i} is not bytes in hex`)
    if (!Number.isInteger(label)) throw invalid(`sample ${i} has no label`)
    const hash = keccak256(sample)
    if (hash <= last) throw invalid(`sample ${i} is not in the order of the hashes`)
    last = hash
    return { label: label as number, sample }
  })
  return {
    classifier,
    modelId: BigInt(modelId),
    contributor: getAddress(contributor),
    salt,
    samples: checked,
  }
}

function invalid(reason: string, cause?: unknown): BundleError {
  return new BundleError(`This is not the file of a bundle: ${reason}.`, {
    cause,
    metaMessages: ['Give the file that was written when the bundle was committed.'],
  })
}
