import {
  createModelSync,
  deployTrainer,
  devAccount,
  type Kind,
  type ModelReference,
  packDenseSample,
  packSample,
  predictBatch,
  uploadParametersSync,
} from '@cotrain/sdk'
import {
  denseEncoderOf,
  isSparse,
  type ModelFile,
  measure,
  parseModel,
  quantise,
  writeModelFile,
} from '@cotrain/sdk/models'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { createWalletClient, http, publicActions } from 'viem'
import { anvil as chain } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomModels, randomSample } from './random.ts'
import { type Trained, trainAll } from './trained.ts'

type Quantised = ReturnType<typeof quantise>

const connect = (url: string) =>
  createWalletClient({ account: devAccount(0), chain, transport: http(url), pollingInterval: 50 }).extend(
    publicActions,
  )
/** Samples that are predicted in one call, which has the gas of a block. */
const batch = 10
const incentiveOptions = { refundTime: 0, ownerClaimTime: 60, anyClaimTime: 120, depositWeight: 1 }

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil.stop())

describe.each(Object.entries(trainAll()))('%s of real data', (_, { file, heldOut }) => {
  it('says on chain what its integers say, which is what its floats say', async () => {
    const quantised = quantise(parseModel(new TextEncoder().encode(writeModelFile(file))), { data: heldOut })
    expect(quantised.accuracyLoss).toBeLessThanOrEqual(0.001)
    expect(quantised.roundingError).toBeLessThanOrEqual(1 / 64)
    const { accuracy, floatAccuracy } = measure(file, quantised, heldOut)
    expect(Math.abs(accuracy - floatAccuracy)).toBeLessThanOrEqual(0.001)

    await compare(file, quantised, heldOut)
  })
})

describe.each(randomModels())('%s of random numbers', (_, file, bits) => {
  it('says on chain what its integers say', async () => {
    const random = xoroshiro128plus(7)
    const heldOut = Array.from({ length: 30 }, () => ({ label: 0, sample: randomSample(file, random) }))
    await compare(file, quantise(file, { weightBits: bits }), heldOut)
  })
})

async function compare(file: ModelFile, quantised: Quantised, heldOut: Trained['heldOut']) {
  const client = connect(anvil.rpcUrl)
  const model = await deploy(client, quantised)
  const encoded = heldOut.map(({ sample }) =>
    isSparse(file) ? Uint16Array.from(sample) : denseEncoderOf(file).encoder.encode(Array.from(sample)),
  )
  const samples = encoded.map(sample =>
    sample instanceof Int16Array ? packDenseSample(sample) : packSample(sample),
  )
  const said: number[] = []
  for (let start = 0; start < samples.length; start += batch) {
    said.push(...(await predictBatch(client, { model, samples: samples.slice(start, start + batch) })))
  }
  expect(said).toEqual(encoded.map(sample => quantised.predict(sample)))
  expect(new Set(said).size).toBeGreaterThan(1)
}

function classNames(options: object): string[] {
  const counts = options as { classCount?: number; initialClasses?: number; uploadedClasses?: number }
  const count = counts.classCount ?? counts.initialClasses ?? counts.uploadedClasses ?? 2
  return Array.from({ length: count }, (_, label) => `class ${label}`)
}

async function deploy(client: ReturnType<typeof connect>, quantised: Quantised): Promise<ModelReference> {
  const { classifier, options, words } = quantised
  const kind: Kind = { classifier, mechanism: 'deposits' }
  await deployTrainer(client, kind)
  const { model } = await createModelSync(client, {
    ...kind,
    classifierOptions: options as never,
    incentiveOptions,
    metadata: { name: 'Test', classes: classNames(options), encoder: 'indices-v1:1' },
    words: [],
  })
  await uploadParametersSync(client, { model, offset: 0, words })
  return model
}
