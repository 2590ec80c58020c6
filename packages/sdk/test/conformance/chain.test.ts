import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { classifiers, kindsUnder, type ModelReference, trainerOf } from '../../src/kinds/index.ts'
import { quantise } from '../../src/models/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import { type Chain, startChain } from '../actions/chain.ts'
import { Dice } from '../twin/Dice.ts'
import { sideOf } from '../twin/kinds/index.ts'
import { canAddClasses, incentiveOptions, untrainedWords } from './newModel.ts'
import { problem } from './problem.ts'
import { subjectOf } from './subjects.ts'

/** What every kind has to do on a real chain, by the actions of this SDK. */
let chain: Chain
beforeAll(async () => {
  chain = await startChain()
})
afterAll(() => chain?.anvil.stop())

describe.each(kindsUnder('deposits'))('$classifier under $mechanism on a chain', kind => {
  const { options, classes } = subjectOf(kind)
  const encoder = `indices-v1:${options.featureCount}`
  const allNames = Array.from({ length: classes }, (_, c) => `class ${c}`)
  let model: ModelReference<'deposits'>
  let client: ReturnType<Chain['client']>

  beforeEach(() => {
    client = chain.client(0)
  })

  test('stands where the SDK says', async () => {
    const { address } = await client.deployTrainer(kind)
    expect(address).toBe(trainerOf(kind.mechanism).trainer)
  })

  test('is deployed, described, and taught', async () => {
    const open = 'maxClasses' in options
    const classifierOptions = open ? { ...options, openClasses: true } : options
    const words = untrainedWords(kind)
    ;({ model } = (await client.createModelSync({
      ...kind,
      classifierOptions,
      incentiveOptions,
      metadata: { name: kind.classifier, classes: open ? [] : allNames, encoder },
      words,
    } as never)) as { model: typeof model })
    if (open) {
      for (const name of allNames) {
        await chain.client(1).addClassSync({ model, name })
      }
    }
    const contributions = problem(kind, classes, 40, 21)
    for (let start = 0; start < contributions.length; start += 20) {
      await client.contributeBatchSync({ model, contributions: contributions.slice(start, start + 20) })
    }
    const { label, sample } = problem(kind, classes, 1, 22)[0]!
    await chain.client(2).contributeSync({ model, label, sample })

    const described = await client.getModel({ model })
    expect(described).toMatchObject({
      ...kind,
      ready: true,
      entries: 41n,
      classCount: classes,
      classifierOptions,
      metadata: { classes: allNames },
    })
    expect((await client.listModels(kind)).map(({ modelId }) => modelId)).toEqual([model.modelId])
  })

  test('predicts what its twin predicts that has read its events', async () => {
    const { twin } = await client.syncModel({ model })
    const samples = problem(kind, classes, 60, 23).map(({ sample }) => sample)
    const there = await client.predictBatch({ model, samples })
    expect(samples.map(sample => twin.predict(model.modelId, sample))).toEqual(there)
    expect(new Set(there).size).toBeGreaterThan(1)
    expect(await scoresThere(samples[0]!)).toEqual(scoresHere(twin, samples[0]!))
  })

  test('pays contributors whom it agrees with', async () => {
    const { twin, contributions } = await client.syncModel({ model })
    const agreed = contributions.filter(
      ({ index, label }) => twin.predictContribution(model.modelId, index) === label,
    )
    expect(agreed.length).toBeGreaterThan(10)
    const own = agreed.find(({ contributor }) => contributor === client.account.address)!
    const { amount } = await client.refundSync({ model, index: own.index })
    expect(amount).toBe(own.deposit)
    const { refunded } = await client.claimAllSync({ model })
    expect(refunded.length).toBeGreaterThan(0)
    expect((await client.syncModel({ model })).twin.integers(model.modelId)).toEqual(
      twin.integers(model.modelId),
    )
  })

  test('refuses malformed samples by name, and changes nothing', async () => {
    const before = (await client.syncModel({ model })).twin
    for (let seed = 0; seed < 12; seed++) {
      const sample = sideOf(kind).malformed(new Dice(seed), before.classifierOptions(model.modelId))
      const expected = errorOf(() => before.predict(model.modelId, sample))
      if (expected === undefined) continue
      await expect(client.contribute({ model, label: 0, sample })).rejects.toMatchObject({
        name: sample === '0x' ? 'EmptySampleError' : `${expected}Error`,
      })
    }
    const { sample } = problem(kind, classes, 1, 24)[0]!
    await expect(client.contribute({ model, label: classes, sample })).rejects.toMatchObject({
      name: 'LabelOutOfRangeError',
    })
    const wrongForm = classifiers[kind.classifier].samples === 'sparse' ? Int16Array.of(1) : Uint16Array.of(1)
    await expect(client.predict({ model, sample: wrongForm })).rejects.toMatchObject({ name: 'SampleError' })
    expect((await client.syncModel({ model })).contributions).toHaveLength(41)
  })

  test('takes a model that people have trained, once', async () => {
    const { file } = subjectOf(kind)
    const job = {
      ...kind,
      quantised: quantise(file),
      incentiveOptions,
      metadata: { name: 'trained', classes: file.classifications, encoder },
    } as never
    const first = await client.deployModel(job)
    expect((await client.getModel({ model: first.model })).ready).toBe(true)
    expect(await client.deployModel(job)).toEqual({ model: first.model, created: false, hashes: [] })
  })

  async function scoresThere(sample: Uint16Array | Int16Array): Promise<unknown> {
    const of = { model, sample } as never
    const { twin } = await client.syncModel({ model })
    if (twin.score) return client.score(of)
    if (twin.scores) return client.scores(of)
    return client.distances(of)
  }

  function scoresHere(twin: Twin, sample: Uint16Array | Int16Array): unknown {
    if (twin.score) return BigInt(twin.score(model.modelId, sample))
    if (twin.scores) return twin.scores(model.modelId, sample).map(BigInt)
    const [numerators, counts] = twin.distances!(model.modelId, sample)
    return numerators.map((numerator, c) => ({ numerator, samples: counts[c]! }))
  }
})

test('a model of several pages goes in chunks that end with pages, for the gas that was allowed', async () => {
  const client = chain.client(3)
  const [features, classes] = [400, 64]
  const featureCounts = Array.from(
    { length: classes },
    (_, c) => new Map(Array.from({ length: features }, (_, i): [number, number] => [i, (i * c) % 50])),
  )
  const classifications = featureCounts.map((_, c) => `class ${c}`)
  const { options, words } = quantise({
    type: 'naive bayes',
    classifications,
    classCounts: featureCounts.map(() => 100),
    featureCounts,
    totalNumFeatures: features,
    smoothingFactor: 1,
  })
  const gasBudget = 9_000_000n
  const { model, hashes } = await client.deployModel({
    mechanism: 'deposits',
    quantised: { classifier: 'naive-bayes', options: options as never, words },
    incentiveOptions,
    metadata: { name: 'pages', classes: classifications, encoder: `indices-v1:${features}` },
    gasBudget,
  })
  expect(hashes.length).toBeGreaterThan(2)
  for (const hash of hashes) {
    expect((await client.getTransactionReceipt({ hash })).gasUsed).toBeLessThan(gasBudget)
  }
  const { twin } = await client.syncModel({ model })
  expect(canAddClasses(twin)).toBe(true)
  const sample = Uint16Array.from({ length: 40 }, (_, i) => 10 * i + 3)
  expect(await client.predict({ model, sample })).toBe(twin.predict(model.modelId, sample))
})

function errorOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return (error as { errorName: string }).errorName
  }
}
