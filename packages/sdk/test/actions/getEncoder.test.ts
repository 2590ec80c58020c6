import { startBadNode } from '@cotrain/testing/badNode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { devAccount } from '../../src/clients/index.ts'
import {
  createHashingEncoder,
  createVocabularyEncoder,
  encodeVocabulary,
  type LoadedEncoder,
  vocabularyName,
} from '../../src/encoders/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'

const classifierOptions = { featureCount: 4, weightBits: 8, learningRate: 1 }
const words = ['free', 'prize', 'meeting', 'agenda']
const data = encodeVocabulary(words)

describe('getEncoder', () => {
  let chain: Chain

  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
  })
  afterAll(() => chain?.anvil.stop())

  async function modelWith(encoder: string, ...pieces: Uint8Array[]) {
    const client = chain.client(0)
    const metadata = { name: 'Words', classes: ['ham', 'spam'], encoder }
    const { model } = await client.createModelSync({ ...kind, classifierOptions, incentiveOptions, metadata })
    for (const piece of pieces) await client.publishEncoderSync({ model, data: piece })
    return model
  }

  test('encoders that need nothing published', async () => {
    const model = await modelWith('murmur3-v1:2')
    const encoder = await chain.client(1).getEncoder({ model })
    expect(encoder.encode('a free prize')).toEqual(createHashingEncoder({ bits: 2 }).encode('a free prize'))
    const indices = await chain.client(1).getEncoder({ model: await modelWith('indices-v1:4') })
    expect(indices.encode('3 1')).toEqual(Uint16Array.of(1, 3))
  })

  describe('what has to be loaded', () => {
    const name = 'static-words-100-v1'
    async function denseModel(featureCount: number) {
      const { model } = await chain.client(0).createModelSync({
        mechanism: 'deposits',
        classifier: 'nearest-centroid',
        classifierOptions: { featureCount, initialClasses: 2, maxClasses: 2, openClasses: false },
        incentiveOptions,
        metadata: { name: 'Sentences', classes: ['good', 'bad'], encoder: name },
      })
      return model
    }
    const loaded = (featureCount: number): LoadedEncoder => ({
      name,
      featureCount,
      input: 'text',
      encode: text => new Int16Array(featureCount).fill(text.length, 0, 1),
    })

    test('is loaded by its name, once the SDK does not know it', async () => {
      const model = await denseModel(100)
      const asked: string[] = []
      const load = async (each: string) => {
        asked.push(each)
        return loaded(100)
      }
      const encoder = await chain.client(1).getEncoder({ model, load })
      expect(asked).toEqual([name])
      expect(encoder.encode('four')[0]).toBe(4)
      expect('loaded' in encoder && encoder.loaded).toMatchObject({ input: 'text' })
    })

    test('is said to be missing without it, and where it comes from', async () => {
      const model = await denseModel(100)
      for (const load of [undefined, async () => undefined]) {
        await expect(chain.client(1).getEncoder({ model, load })).rejects.toThrow(
          'npm install @cotrain/encoders',
        )
      }
    })

    test('must fit the model', async () => {
      const model = await denseModel(3)
      const load = async () => loaded(100)
      await expect(chain.client(1).getEncoder({ model, load })).rejects.toThrow(
        'The model takes 3 numbers; its encoder "static-words-100-v1" gives 100.',
      )
      const sparse = await modelWith(name)
      await expect(chain.client(1).getEncoder({ model: sparse, load })).rejects.toMatchObject({
        name: 'EncoderUnknownError',
      })
    })
  })

  test.each([
    ['in one piece', [data]],
    ['in three', [data.subarray(0, 3), data.subarray(3, 9), data.subarray(9)]],
    [
      'again, after something else',
      [Uint8Array.of(1, 2), data.subarray(0, 5), data.subarray(0, 5), data.subarray(5)],
    ],
  ])('a vocabulary published %s', async (_, pieces) => {
    const model = await modelWith(vocabularyName(data), ...pieces)
    const encoder = await chain.client(1).getEncoder({ model })
    expect(encoder.encode('Agenda: free prize!')).toEqual(
      createVocabularyEncoder(words).encode('agenda free prize'),
    )
    expect(encoder.describe(2)).toBe('meeting')
  })

  test('no more of the chain is read than is needed', async () => {
    const model = await modelWith(vocabularyName(data), data)
    await chain.tester.mine({ blocks: 2_000, interval: 12 })
    const node = await startBadNode(chain.anvil.rpcUrl, { maxBlocks: 16 })
    const client = clientAt(node.url, devAccount(1))
    expect((await client.getEncoder({ model })).describe(2)).toBe('meeting')
    const early = node.count.requests
    // 128 and 256 blocks in queries of 10 or 16, of 2,000, and where they lie in time
    expect(early).toBeLessThan(70)
    // One that comes late is found all the same.
    const late = await modelWith(vocabularyName(data))
    await chain.tester.mine({ blocks: 400 })
    await chain.client(0).publishEncoderSync({ model: late, data })
    expect((await client.getEncoder({ model: late })).describe(2)).toBe('meeting')
    await node.stop()
  })

  test('a vocabulary that is missing, or another one, or an encoder that nobody knows', async () => {
    const client = chain.client(1)
    const encoderOf = async (name: string, ...pieces: Uint8Array[]) =>
      client.getEncoder({ model: await modelWith(name, ...pieces) })
    const name = vocabularyName(data)
    await expect(encoderOf(name)).rejects.toMatchObject({ name: 'VocabularyMissingError' })
    await expect(encoderOf(name, data.subarray(1))).rejects.toMatchObject({ name: 'VocabularyMismatchError' })
    await expect(encoderOf('oracle-v9')).rejects.toMatchObject({ name: 'EncoderUnknownError' })
  })
})
