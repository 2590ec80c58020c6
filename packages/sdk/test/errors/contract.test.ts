import { zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitForEvents } from '../../src/actions/internal/waitForEvents.ts'
import {
  CotrainError,
  contractErrors,
  DepositTooSmallError,
  IndexOutOfRangeError,
} from '../../src/errors/index.ts'
import { abiOf, type ModelReference, trainerOf } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, incentiveOptions, kind, startChain } from '../actions/chain.ts'

const classifierOptions = { featureCount: 100, weightBits: 16, learningRate: 1 }
const metadata = { name: 'Bad input', classes: ['ham', 'spam'], encoder: 'indices-v1:100' }
const words = packWeights(
  Int32Array.from({ length: 101 }, (_, i) => (i === 0 ? 0 : i % 2 === 0 ? -9 : 9)),
  16,
)
const sample = Uint16Array.of(0, 2)
const create = { ...kind, classifierOptions, incentiveOptions, metadata, words }

describe('what the contract refuses becomes a typed error', () => {
  let chain: Chain
  let model: ModelReference<'deposits', 'sparse-perceptron'>
  let unfinished: ModelReference<'deposits', 'sparse-perceptron'>
  let client: ReturnType<Chain['client']>
  let other: ReturnType<Chain['client']>

  beforeAll(async () => {
    chain = await startChain()
    client = chain.client(0)
    other = chain.client(1)
    await client.deployTrainer(kind)
    ;({ model } = await client.createModelSync(create))
    ;({ model: unfinished } = await client.createModelSync({ ...create, words: words.slice(0, 3) }))
  })
  afterAll(() => chain?.anvil.stop())

  /** The error that `action` rejects with: of `name`, with `values`, saying what to do next. */
  async function refused(action: Promise<unknown>, name: string, values: object = {}) {
    const error = await action.then(
      () => undefined,
      (e: unknown) => e,
    )
    expect(error).toBeInstanceOf(CotrainError)
    const cotrainError = error as CotrainError
    expect(cotrainError).toMatchObject({ name: `${name}Error`, ...values })
    expect(cotrainError.shortMessage).toMatch(/^[A-Z].+\.$/)
    expect(cotrainError.metaMessages.length).toBeGreaterThan(0)
    return cotrainError
  }

  test('samples: order, repetition, range, emptiness, length, bytes', async () => {
    const contribute = (bytes: `0x${string}`) => client.contribute({ model, label: 1, sample: bytes })
    await refused(contribute('0x00050003'), 'IndicesNotAscending', { position: 1n, previous: 5n, index: 3n })
    await refused(contribute('0x00030003'), 'IndicesNotAscending', { previous: 3n, index: 3n })
    const error = await refused(contribute('0x00030064'), 'IndexOutOfRange', {
      index: 100n,
      featureCount: 100n,
    })
    expect(error).toBeInstanceOf(IndexOutOfRangeError)
    expect(error.metaMessages[0]).toContain('0 to 99')
    await refused(contribute('0x'), 'EmptySample')
    await refused(contribute('0x000300'), 'SampleMisaligned', { bytesGiven: 3n })
    const long =
      `0x${Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(4, '0')).join('')}` as const
    await refused(contribute(long), 'SampleTooLong', { features: 10_000n, max: 2048n })
    await refused(client.predict({ model, sample: '0x00050003' }), 'IndicesNotAscending')
    await refused(client.predictBatch({ model, samples: ['0x0001', '0x0064'] }), 'IndexOutOfRange')
  })

  test('samples that cannot even be packed', async () => {
    await refused(client.contribute({ model, label: 1, sample: Uint16Array.of(5, 3) }), 'Sample')
    await refused(
      client.contribute({ model, label: 1, sample: Uint16Array.from({ length: 10_000 }, (_, i) => i) }),
      'Sample',
    )
  })

  test('labels and deposits', async () => {
    await refused(client.contribute({ model, label: 2, sample }), 'LabelOutOfRange', {
      label: 2n,
      classes: 2n,
    })
    const error = await refused(
      client.contribute({ model, label: 1, sample, value: 1n }),
      'DepositTooSmall',
      {
        available: 1n,
      },
    )
    expect(error).toBeInstanceOf(DepositTooSmallError)
    expect(error.shortMessage).toMatch(
      /^The deposit is 0\.\d+ ETH now; 0\.000000000000000001 ETH was sent\.$/,
    )
    await refused(client.contribute({ model, label: 1, sample, maxDeposit: 1n }), 'MaxDepositExceeded', {
      maxDeposit: 1n,
    })
  })

  test('batches', async () => {
    await refused(client.contributeBatch({ model, contributions: [] }), 'EmptyBatch')
    const contributions = [
      { label: 1, sample },
      { label: 3, sample },
    ]
    await refused(client.contributeBatch({ model, contributions }), 'LabelOutOfRange', { label: 3n })
  })

  test('models: unknown, incomplete, of others', async () => {
    const unknown = { ...model, modelId: 99n }
    await refused(client.getModel({ model: unknown }), 'UnknownModel', { modelId: 99n })
    await refused(client.price({ model: unknown }), 'UnknownModel')
    await refused(client.syncModel({ model: unknown }), 'UnknownModel')
    await refused(client.contribute({ model: unknown, label: 1, sample }), 'UnknownModel')
    const incomplete = { modelId: unfinished.modelId, uploadedWords: 3n, requiredWords: BigInt(words.length) }
    await refused(client.predict({ model: unfinished, sample }), 'ModelIncomplete', incomplete)
    await refused(client.contribute({ model: unfinished, label: 1, sample }), 'ModelIncomplete', incomplete)
    const upload = { model: unfinished, offset: 3, words: words.slice(3) }
    await refused(other.uploadParameters(upload), 'NotOwner', { caller: other.account.address })
    await refused(client.uploadParameters({ ...upload, offset: 2 }), 'UnexpectedOffset', {
      expected: 3n,
      given: 2n,
    })
    await refused(client.uploadParameters({ ...upload, words }), 'TooManyWords', {
      given: BigInt(words.length),
    })
    await refused(client.transferOwnership({ model, newOwner: zeroAddress }), 'NewOwnerIsZero')
  })

  test('options of new models', async () => {
    const { featureCount, learningRate } = classifierOptions
    const withOptions = (options: object) =>
      client.createModel({ ...create, classifierOptions: { ...classifierOptions, ...options } })
    await refused(withOptions({ featureCount: 0 }), 'FeatureCountOutOfRange', { featureCount: 0n })
    await refused(withOptions({ featureCount: 65_537 }), 'FeatureCountOutOfRange', { max: 65_536n })
    await refused(withOptions({ weightBits: 7 }), 'WeightBitsOutOfRange', {
      weightBits: 7n,
      min: 8n,
      max: 16n,
    })
    await refused(withOptions({ learningRate: 0 }), 'LearningRateOutOfRange', { learningRate: 0n })
    const options = { featureCount, learningRate, weightBits: 15 }
    await refused(withOptions({ ...options, featureCount: 1 }), 'TooManyWords')
    const notCanonical = { ...create, words: [...words.slice(0, -1), 2n ** 255n] }
    await refused(client.createModel(notCanonical), 'WordNotCanonical', { word: BigInt(words.length - 1) })
    const times = { ...incentiveOptions, refundTime: 100, ownerClaimTime: 50 }
    await refused(client.createModel({ ...create, incentiveOptions: times }), 'ClaimTimesNotAscending', {
      refundTime: 100n,
    })
    await refused(client.createModel({ ...create, metadata: { ...metadata, name: '' } }), 'Metadata')
  })

  test('claims: too early, of others, twice, unverified, in dispute', async () => {
    const { index, time } = await client.contributeSync({ model, label: 1, sample })
    const wrong = await other.contributeSync({ model, label: 0, sample: Uint16Array.of(0, 2, 4) })
    const early = await refused(client.refund({ model, index }), 'TooEarly', {
      availableAt: BigInt(time) + 60n,
    })
    expect(early.shortMessage).toMatch(/done in (1 min|\d+ s)\.$/)
    await chain.skip(60)
    await refused(other.refund({ model, index }), 'NotContributor', { contributor: client.account.address })
    await refused(other.take({ model, index }), 'NotVerified', { taker: other.account.address })
    await refused(client.take({ model, index }), 'OwnContribution')
    await refused(other.refund({ model, index: wrong.index }), 'ModelDisagrees', { predicted: 1n, label: 0n })
    await client.refundSync({ model, index })
    await refused(client.refund({ model, index }), 'NoOpenContribution', { index })
    await refused(client.refund({ model, index: 99n }), 'NoOpenContribution', { index: 99n })

    const third = await other.contributeSync({ model, label: 1, sample: Uint16Array.of(6) })
    await chain.skip(60)
    await refused(client.take({ model, index: third.index }), 'ModelAgrees', { label: 1n })
    await other.refundSync({ model, index: third.index })
    // Each of the two has one verified contribution of two: half of the deposit.
    const before = await client.getContribution({ model, index: wrong.index })
    await client.takeSync({ model, index: wrong.index })
    await refused(client.take({ model, index: wrong.index }), 'AlreadyTaken', {
      taker: client.account.address,
    })
    const { index: shared } = wrong
    await refused(client.take({ model, index: shared, contribution: before }), 'AlreadyTouched', {
      position: before.position,
    })
    const contribution = { ...(await client.getContribution({ model, index: shared })), takers: [] }
    await refused(client.take({ model, index: shared, contribution }), 'ProofMismatch', {
      position: contribution.position,
    })
  })

  test('a transaction that reverts after all tells why', async () => {
    const { tester } = chain
    await chain.skip(10_000)
    await tester.setAutomine(false)
    try {
      const value = await other.price({ model })
      const hash = await other.contribute({ model, label: 1, sample, value })
      // Somebody who pays the block's maker more comes first, and raises the price.
      const abi = abiOf(kind)
      const address = trainerOf(kind.mechanism).trainer
      const args = [model.modelId, 1, '0x0000'] as const
      const fees = { maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 11n, gas: 500_000n }
      await client.writeContract({ abi, address, functionName: 'contribute', args, value, ...fees })
      await tester.mine({ blocks: 1 })
      await expect(waitForEvents(other, { model, hash, eventName: 'Contributed' })).rejects.toMatchObject({
        name: 'TransactionRevertedError',
        transactionHash: hash,
        cause: { name: 'DepositTooSmallError', available: value },
      })
    } finally {
      await tester.setAutomine(true)
    }
  })

  test('every custom error of the ABI has a class', () => {
    for (const [name, ErrorClass] of Object.entries(contractErrors))
      expect(ErrorClass.name).toBe(`${name}Error`)
  })
})
