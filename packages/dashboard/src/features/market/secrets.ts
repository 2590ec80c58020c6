import {
  type Bundle,
  commitmentOf,
  encodeBundle,
  encodeTestSet,
  parseBundle,
  parseTestSet,
  type TestSet,
  testSetHashes,
} from '@cotrain/sdk'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import { saveFile } from '../../ui/saveFile.ts'
import { createStoredList } from '../../ui/storedList.ts'
import { modelPlaceOf } from '../model/places.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'

/**
 * What was committed to and is not yet to be known: bundles and test sets with their salts, as the texts of their files.
 * They never leave the browser but as files, until they are revealed or published.
 */
interface Secret {
  /** The model that it is for. */
  place: string
  text: string
}

const isSecret = (value: unknown): value is Secret => {
  const { place, text } = (value ?? {}) as Partial<Record<string, unknown>>
  return typeof place === 'string' && typeof text === 'string'
}

const bundles = createStoredList('cotrain.bundles', isSecret)
const testSets = createStoredList('cotrain.testSets', isSecret)

/** Keeps a secret before anything depends on it; a browser that keeps nothing has to save it as a file. */
function keep(list: typeof bundles, secret: Secret, fileName: string): void {
  const known = list.read().some(({ place, text }) => place === secret.place && text === secret.text)
  if (!known && !list.write([...list.read(), secret])) saveFile(fileName, secret.text)
}

/** Bundles that this browser has made for a model, by what they commit to. */
export function useKeptBundles({ reference }: MarketModel) {
  const place = modelPlaceOf(useNetwork().chain.id, reference)
  const secrets = bundles.use()
  return useMemo(() => {
    const all = readAll(secrets, place, parseBundle)
    const byCommitment = new Map<Hex, Bundle>(all.map(bundle => [commitmentOf(bundle), bundle]))
    return {
      byCommitment,
      keep: (bundle: Bundle) =>
        keep(bundles, { place, text: encodeBundle(bundle) }, bundleFileName(bundle, commitmentOf(bundle))),
    }
  }, [secrets, place])
}

/** Test sets that this browser has made for a model. */
export function useKeptTestSets({ reference, synced }: MarketModel) {
  const place = modelPlaceOf(useNetwork().chain.id, reference)
  const secrets = testSets.use()
  const hashes = useMemo(() => hashesOf(synced), [synced])
  return useMemo(
    () => ({
      /** The one with which the present market was opened. */
      present: readAll(secrets, place, parseTestSet).find(testSet =>
        isSame(testSetHashes(testSet, reference.modelId), hashes),
      ),
      keep: (testSet: TestSet) => {
        const text = encodeTestSet(testSet)
        keep(testSets, { place, text }, testSetFileName(reference.modelId))
      },
    }),
    [secrets, place, reference.modelId, hashes],
  )
}

/** Has the browser save a bundle as a file. */
export const saveBundle = (bundle: Bundle) =>
  saveFile(bundleFileName(bundle, commitmentOf(bundle)), encodeBundle(bundle))

/** Has the browser save a test set as a file. */
export const saveTestSet = (testSet: TestSet, modelId: bigint) =>
  saveFile(testSetFileName(modelId), encodeTestSet(testSet))

const bundleFileName = ({ modelId }: Bundle, commitment: Hex) =>
  `cotrain-bundle-${modelId}-${commitment.slice(2, 10)}.secret.json`

const testSetFileName = (modelId: bigint) => `cotrain-test-set-${modelId}.secret.json`

/** The hashes with which the present market, or the last one, was opened. */
function hashesOf({ events }: MarketModel['synced']): readonly Hex[] {
  const opened = events.findLast(({ eventName }) => eventName === 'MarketOpened')
  return opened?.eventName === 'MarketOpened' ? opened.args.hashes : []
}

/** What can be read of the secrets for a model. */
function readAll<Value>(secrets: readonly Secret[], place: string, parse: (text: string) => Value): Value[] {
  return secrets.flatMap(secret => {
    if (secret.place !== place) return []
    try {
      return [parse(secret.text)]
    } catch {
      return []
    }
  })
}

const isSame = (some: readonly Hex[], others: readonly Hex[]) =>
  some.length === others.length && some.every((hash, i) => hash === others[i])
