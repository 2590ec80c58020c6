import { type Twin, TwinError } from '@cotrain/sdk/twin'
import { type Hex, keccak256 } from 'viem'
import type { Sample } from '../../data/DataSet.ts'
import type { Account } from '../../engine/Account.ts'
import type { Lesson, World } from '../../engine/World.ts'
import { saltOf } from '../pages.ts'
import { unzipped } from './lessons.ts'

/** Share of the lessons that are kept when a transaction cannot teach all of them. */
const cut = 0.8

/**
 * Makes a bundle of lessons: each sample once, ascending by hash, with a commitment to it.
 * @returns Undefined when the contract would not take it, however short.
 */
export function seal(
  { modelId, blockTime }: World,
  twin: Twin<'market'>,
  account: Account,
  lessons: readonly Lesson[],
): { lessons: readonly Lesson[]; salt: Hex; commitment: Hex } | undefined {
  const { minSamples } = twin.incentive(modelId, blockTime).options
  const salt = saltOf(account.agent.random)
  for (let count = lessons.length; count >= minSamples; count = Math.floor(count * cut)) {
    const ascending = inOrder(lessons.slice(0, count))
    const [labels, samples] = unzipped(ascending)
    try {
      const commitment = twin.commitmentOf(modelId, labels, samples as Uint16Array[], account.address, salt)
      return { lessons: ascending, salt, commitment }
    } catch (error) {
      if (!(error instanceof TwinError)) throw error
      if (error.errorName !== 'BundleTooDear') return undefined
    }
  }
  return undefined
}

function inOrder(lessons: readonly Lesson[]): Lesson[] {
  const byHash = new Map(lessons.map(lesson => [hashOf(lesson.example.sample), lesson]))
  return [...byHash].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lesson]) => lesson)
}

/** Of the samples of a data set, which stand one behind the other in memory: by where each begins. */
const known = new WeakMap<ArrayBufferLike, Map<number, Hex>>()

function hashOf(sample: Sample): Hex {
  const hashes = known.get(sample.buffer) ?? new Map<number, Hex>()
  known.set(sample.buffer, hashes)
  const hash = hashes.get(sample.byteOffset) ?? hashAnew(sample)
  hashes.set(sample.byteOffset, hash)
  return hash
}

/** Of a sample's bytes: two for each number, the higher first. */
function hashAnew(sample: Sample): Hex {
  const view = new DataView(new ArrayBuffer(2 * sample.length))
  for (let i = 0; i < sample.length; i++) view.setUint16(2 * i, sample[i]!)
  return keccak256(new Uint8Array(view.buffer))
}
