import { type Address, type Hex, keccak256, toHex, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ClassifierName,
  type ClassifierOptions,
  classifiers,
  defaultOptions,
  encodeClassifierOptions,
  encodeIncentiveOptions,
} from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import { Chain, type Result, type TrainerCall } from './Chain.ts'
import { sideOf } from './kinds/index.ts'
import { packed, packedIntegers } from './samples.ts'
import { callTwin, runOnTwin, tryOnTwin } from './TwinSide.ts'

const account: Address = toHex(0xa000, { size: 20 })
/** Words of a transaction, so that pages of code are whole. */
const chunk = 512
/** The first word of naive Bayes, which says something before any counts: the smoothing, in 256ths. */
const smoothing = 256n << 224n

const incentiveOptions = {
  bonded: encodeIncentiveOptions('bonded', defaultOptions('bonded')),
  market: encodeIncentiveOptions('market', {
    ...defaultOptions('market'),
    ...{ minSamples: 1, maxSamples: 64, loss: 0 },
  }),
}

/** Models in which samples come near the most that learning may take, or beyond it. */
const models: { [name in ClassifierName]?: ClassifierOptions<name> } = {
  'sparse-perceptron': { featureCount: 20_000, weightBits: 8, learningRate: 1 },
  'logistic-regression': { featureCount: 20_000, weightBits: 8, scaleBits: 3, learningRate: 1 },
  'sparse-multiclass-perceptron': { featureCount: 300, classCount: 64, weightBits: 16, learningRate: 1 },
  'dense-multiclass-perceptron': { featureCount: 1024, classCount: 40, learningRate: 1 },
  'naive-bayes': {
    featureCount: 4000,
    uploadedClasses: 3,
    maxClasses: 5,
    openClasses: false,
    countBits: 8,
    classesPerWord: 4,
    sampleWeight: 0,
  },
  'sparse-nearest-centroid': {
    featureCount: 1000,
    uploadedClasses: 2,
    maxClasses: 2,
    openClasses: false,
    countBits: 4,
    classesPerWord: 2,
    sampleWeight: 0,
  },
  'nearest-centroid': { featureCount: 512, initialClasses: 2, maxClasses: 64, openClasses: false },
}

/** Those whose longest samples are too dear. */
const dear: readonly ClassifierName[] = ['sparse-perceptron', 'sparse-multiclass-perceptron']

/** A sample of so many features. */
function sampleOf(classifier: ClassifierName, features: number): Hex {
  if (classifiers[classifier].samples === 'dense') return packedIntegers(Array(features).fill(1))
  return packed([...Array(features).keys()])
}

/** The same, another one for each number. */
function sampleFrom(classifier: ClassifierName, features: number, number: number): Hex {
  if (classifiers[classifier].samples === 'dense') {
    return packedIntegers(Array.from({ length: features }, (_, i) => (i === number ? 2 : 1)))
  }
  return packed(Array.from({ length: features }, (_, i) => number + i))
}

describe.each(['bonded', 'market'] as const)('under %s, the twin and the contract', mechanism => {
  let chain: Chain
  let twin: Twin

  beforeAll(async () => {
    chain = await Chain.start()
  })
  afterAll(() => chain.stop())

  const blockAt = (time: bigint) => {
    return { time, blockNumber: chain.blockNumber + 1n }
  }

  /** A block of transactions on both sides; gives the outcomes, which are the same. */
  async function run(calls: readonly TrainerCall[], value = 0n) {
    const time = chain.time + 1n
    const transactions = calls.map(call => ({ ...call, sender: account, value }))
    const own = transactions.map(transaction => runOnTwin(twin, blockAt(time), transaction))
    expect(own).toEqual(await chain.run(time, transactions))
    return own
  }

  /** A model of zeros. */
  async function start(classifier: ClassifierName) {
    twin = createTwin({ mechanism, classifier })
    await chain.deploy({ mechanism, classifier }, [account], 10n ** 20n)
    const options = models[classifier]!
    const encoded = encodeClassifierOptions(classifier, options)
    const number = BigInt(classifierNumber(classifier))
    const args = [number, encoded, incentiveOptions[mechanism], 0, '', []]
    await run([{ functionName: 'createModel', args }])
    const total = Number(twin.model(0n).requiredWords)
    const head = sideOf(twin).headWords?.(options) ?? 0
    const ends = [
      head,
      ...Array.from({ length: Math.ceil((total - head) / chunk) }, (_, i) => head + (i + 1) * chunk),
    ]
    for (let i = 0, from = 0; from < total; i++) {
      const words = Array<bigint>(Math.min(ends[i]!, total) - from).fill(0n)
      if (from === 0 && classifier === 'naive-bayes') words[0] = smoothing
      await run([{ functionName: 'uploadParameters', args: [0n, BigInt(from), words] }])
      from += words.length
    }
    expect(twin.model(0n).ready).toBe(true)
  }

  const contribute = (label: number, sample: Hex) => {
    return { functionName: 'contribute', args: [0n, label, sample] }
  }
  const isDear = (result: Result) => 'errorName' in result && result.errorName === 'SampleTooDear'

  test.skipIf(mechanism === 'market').each(Object.keys(models) as ClassifierName[])(
    'refuse the same samples as too dear to learn later: %s',
    { timeout: 60_000 },
    async classifier => {
      await start(classifier)
      const most = Math.min(twin.maxSampleLength(0n), models[classifier]!.featureCount)
      const isDense = classifiers[classifier].samples === 'dense'
      const dearAt = (features: number) => {
        const call = { ...contribute(0, sampleOf(classifier, features)), sender: account, value: 1n }
        return isDear(tryOnTwin(twin, blockAt(chain.time + 1n), call))
      }
      let limit = most
      while (!isDense && limit > 1 && dearAt(limit)) limit--
      const lengths = isDense ? [most] : [1, limit - 1, limit, Math.min(limit + 1, most), most]
      const results = await run(
        lengths.map(features => contribute(0, sampleOf(classifier, features))),
        1n,
      )
      expect(isDear(results.at(-1)!)).toBe(dear.includes(classifier))
      // a label that there is not comes first, a deposit that is not paid last
      const longest = sampleOf(classifier, most)
      await run([contribute(255, longest), contribute(0, longest)])
    },
  )

  test.skipIf(mechanism !== 'market').each(Object.keys(models) as ClassifierName[])(
    'refuse the same bundles as too dear to learn at once: %s',
    { timeout: 60_000 },
    async classifier => {
      await start(classifier)
      const { featureCount } = models[classifier]!
      const isDense = classifiers[classifier].samples === 'dense'
      const length = isDense ? featureCount : Math.min(twin.maxSampleLength(0n), featureCount - 64, 300)
      const all = Array.from({ length: 64 }, (_, i) => sampleFrom(classifier, length, i))
      const bundleOf = (count: number): TrainerCall => {
        const samples = all.slice(0, count).sort((a, b) => (keccak256(a) < keccak256(b) ? -1 : 1))
        return { functionName: 'commitmentOf', args: [0n, samples.map(() => 0), samples, account, zeroHash] }
      }
      const outcomeOf = (count: number) => callTwin(twin, chain.time, bundleOf(count))
      let most = 64
      while (most > 0 && 'errorName' in outcomeOf(most)) most--
      const counts = [1, most, most + 1, 64].filter(count => count >= 1 && count <= 64)
      const own = counts.map(outcomeOf)
      expect(own).toEqual(await chain.call(counts.map(bundleOf)))
      const refused = own.filter(result => 'errorName' in result)
      expect(refused.length).toBe(counts.filter(count => count > most).length)
      for (const result of refused) expect(result).toMatchObject({ errorName: 'BundleTooDear' })
    },
  )
})
