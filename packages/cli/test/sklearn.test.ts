import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getEncoder, parseModelId, type SampleOf } from '@cotrain/sdk'
import { denseEncoderOf, encoderOf, isSparse, parseModel, quantise } from '@cotrain/sdk/models'
import { hasSklearn, runPython } from '@cotrain/testing/sklearn'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { connectToLocal } from '../src/context.ts'
import { bareChain, cotrain, temporaryFolder } from './cli.ts'

/** What sklearn/train.py writes about one classifier. */
type Case = { name: string; export: object; samples: (string | number[])[]; labels: number[] }

const path = (name: string) => fileURLToPath(new URL(`./sklearn/${name}`, import.meta.url))
const readCases = (file: string): Case[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

const expected = readCases(path('expected.jsonl'))

let chain: Anvil
beforeAll(async () => {
  chain = await bareChain()
})
afterAll(() => chain.stop())

const run = async (...args: string[]) => {
  const result = await cotrain([...args, '--json'], { env: { COTRAIN_RPC: chain.rpcUrl } })
  expect(result.code, result.stderr).toBe(0)
  return result.json
}

/** From the exported file to a model on the chain by one command. */
async function deploy(exported: object): Promise<string> {
  return (await run('deploy', await write('model.json', exported))).id
}

async function write(name: string, content: object): Promise<string> {
  const file = join(await temporaryFolder(), name)
  await writeFile(file, JSON.stringify(content))
  return file
}

async function encodeAll(id: string, samples: Case['samples']): Promise<SampleOf[]> {
  const client = await connectToLocal(chain.rpcUrl)
  const encoder = await getEncoder(client, { model: parseModelId(id) })
  return samples.map(sample => encoder.encode(sample as never))
}

async function predictAll(id: string, samples: Case['samples']): Promise<number[]> {
  const client = await connectToLocal(chain.rpcUrl)
  const encoded = await encodeAll(id, samples)
  const model = await client.getModel({ model: parseModelId(id) })
  return client.predictBatch({ model, samples: encoded })
}

describe('a classifier of scikit-learn, exported by the file of the docs', () => {
  test.each(expected.map(each => [each.name, each] as const))(
    '%s: says on the chain what scikit-learn says',
    async (_, { export: exported, samples, labels }) => {
      const id = await deploy(exported)
      expect(await predictAll(id, samples)).toEqual(labels)
    },
  )

  test.each(['SGDClassifier, counts', 'NearestCentroid, numbers'])(
    '%s: import says what it becomes, predict takes it',
    async name => {
      const { export: exported, samples, labels } = expected.find(each => each.name === name)!
      const { classifier, roundingError } = await run('import', await write('model.json', exported))
      expect(roundingError).toBeLessThan(1 / 32)
      const id = await deploy(exported)
      const { model } = await run('status', '--model', id)
      expect(model).toMatchObject({ id, classifier, mechanism: 'deposits' })
      const [sample] = samples
      const asked = typeof sample === 'string' ? [sample] : ['--numbers', String(sample)]
      expect((await run('predict', ...asked, '--model', id)).label).toBe(labels[0])
    },
  )
})

test('predict names the numbers of a sample that are beyond their ranges', async () => {
  const { export: exported } = expected.find(({ name }) => name === 'Perceptron, numbers')!
  const id = await deploy(exported)
  const { inputs } = exported as { inputs: { name: string; min: number; max: number }[] }
  const numbers = inputs.map(({ max }, i) => (i === 1 ? max + 5 : max))
  const { min, max, name } = inputs[1]!
  const asked = ['predict', '--numbers', numbers.join(','), '--model', id]
  expect((await run(...asked)).clipped).toEqual([{ index: 1, name, value: max + 5, min, max }])
  const { stdout } = await cotrain(asked, { env: { COTRAIN_RPC: chain.rpcUrl } })
  expect(stdout).toContain(`Beyond the range: ${name} is ${max + 5} and counts as ${max}.`)
})

describe.skipIf(!hasSklearn())('scikit-learn itself, where it is installed', () => {
  test('the file of the docs exports all classifiers, and each says the same in the integers of its contract', async () => {
    const file = join(await temporaryFolder(), 'cases.jsonl')
    const { status, stderr } = runPython([path('train.py'), 'train', file])
    expect(status, stderr).toBe(0)
    for (const { name, export: exported, samples, labels } of readCases(file)) {
      const model = parseModel(Buffer.from(JSON.stringify(exported)))
      const { encoder } = isSparse(model) ? encoderOf(model) : denseEncoderOf(model)
      const { predict } = quantise(model)
      const predicted = samples.map(sample => predict(encoder.encode(sample as never)))
      expect(predicted, name).toEqual(labels)
    }
  })

  test.each(['MultinomialNB, counts', 'RidgeClassifier, three classes, counts', 'NearestCentroid, counts'])(
    '%s comes back into scikit-learn by the file of the docs',
    async name => {
      const { export: exported, samples, labels } = expected.find(each => each.name === name)!
      const id = await deploy(exported)
      const file = join(await temporaryFolder(), 'back.json')
      await run('export', id, '--format', 'scikit-learn', '--out', file)
      const { featureCount } = (
        await (await connectToLocal(chain.rpcUrl)).getModel({ model: parseModelId(id) })
      ).classifierOptions
      const rows = (await encodeAll(id, samples)).map(present =>
        Array.from({ length: featureCount }, (_, i) => Number(present.includes(i))),
      )
      const { stdout, stderr } = runPython([path('train.py'), 'load', file, await write('rows.json', rows)])
      expect(JSON.parse(stdout || 'null'), stderr).toEqual(labels)
    },
  )
})
