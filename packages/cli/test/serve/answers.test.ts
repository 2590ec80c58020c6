import { decodeSnapshot, parseModelId, type SampleOf } from '@cotrain/sdk'
import { createTestClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../../src/chain/anvil.ts'
import { ask, type Client, post, serveHere, startModels, vocabulary } from './support.ts'

let chain: Anvil
let client: Client
let ids: Record<string, string>
let server: Awaited<ReturnType<typeof serveHere>>

beforeAll(async () => {
  ;({ chain, client, ids } = await startModels())
  server = await serveHere(client, Object.values(ids))
})
afterAll(async () => {
  await server?.close()
  await chain?.stop()
})

const pathOf = (name: string) => `${server.url}/models/${ids[name]}`
const predict = (name: string, body: object) => post(`${pathOf(name)}/predict`, body)
const modelOf = (name: string) => parseModelId(ids[name]!)

/** Fixed pseudo-random numbers. */
let state = 7
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

const randomText = () =>
  Array.from({ length: random(12) }, () => [...vocabulary, 'stranger', 'Ünknown'][random(12)]).join(' ')
const randomBody = (name: string) =>
  name === 'centroid' ? { numbers: [random(120) / 10, random(1200) / 10] } : { text: randomText() }

/** What the server and the contract say of the same 200 samples, at the same block. */
async function both(name: string) {
  const bodies = Array.from({ length: 200 }, () => randomBody(name))
  const model = await client.getModel({ model: modelOf(name) })
  const encoder = await client.getEncoder({ model })
  const samples = bodies.map(body => encoder.encode(('text' in body ? body.text : body.numbers) as never))
  const block = Number((await client.request({ method: 'eth_blockNumber' })) as `0x${string}`)
  await expect.poll(async () => (await ask(pathOf(name))).json.block.number).toBeGreaterThanOrEqual(block)
  const { json } = await predict(name, { samples: bodies, reasons: 3 })
  const labels = await client.predictBatch({ model, samples: samples as SampleOf[] } as never)
  expect(json.block.number).toBe(block)
  return { labels, json, bodies }
}

describe.each(['perceptron', 'logistic', 'bayes', 'centroid'])('answers of a %s', name => {
  test('are the contract’s at the block that they name, and move on with it', async () => {
    const before = await both(name)
    expect(before.json.predictions.map(({ label }: { label: number }) => label)).toEqual(before.labels)
    const said = new Set(before.labels)
    expect(said.size).toBeGreaterThan(1)
    const model = await client.getModel({ model: modelOf(name) })
    const encoder = await client.getEncoder({ model })
    const sample = encoder.encode((name === 'centroid' ? [9, 95] : 'good fine win') as never)
    for (const label of [0, 0, 0]) await client.contributeSync({ model, label, sample } as never)
    const after = await both(name)
    expect(after.json.block.number).toBe(before.json.block.number + 3)
    expect(after.json.predictions.map(({ label }: { label: number }) => label)).toEqual(after.labels)
  })

  test('have probabilities where the classifier has them, and reasons that add up', async () => {
    const { json } = await predict(name, { ...randomBodyWithWords(name), reasons: 100 })
    const { classes } = (await ask(pathOf(name))).json
    expect(json.class).toBe(classes[json.label])
    const { probabilities } = json
    expect(probabilities !== undefined).toBe(['logistic', 'bayes'].includes(name))
    if (probabilities) {
      expect(probabilities).toHaveLength(classes.length)
      expect(probabilities.reduce((sum: number, each: number) => sum + each)).toBeCloseTo(1, 9)
      expect(probabilities.indexOf(Math.max(...probabilities))).toBe(json.label)
    }
    const { lead, intercept, others, features, against } = json.reasons
    const weights = features.reduce((sum: number, { weight }: { weight: number }) => sum + weight, 0)
    expect(intercept + weights + others).toBeCloseTo(lead, 9)
    expect(lead).toBeGreaterThanOrEqual(0)
    expect(against).not.toBe(json.label)
    const names = name === 'centroid' ? ['Length', 'Weight'] : vocabulary
    for (const feature of features) expect(feature.name).toBe(names[feature.feature])
    const few = (await predict(name, { ...randomBodyWithWords(name), reasons: 1 })).json.reasons
    expect(few.features).toEqual(features.slice(0, 1))
    expect(few.lead).toBeCloseTo(lead, 9)
    expect((await predict(name, randomBodyWithWords(name))).json.reasons).toBeUndefined()
  })
})

const randomBodyWithWords = (name: string) =>
  name === 'centroid' ? { numbers: [8.5, 12] } : { text: 'Good and FINE, but don’t be sour: café!' }

test('a text, its features in any order, and a batch are answered alike', async () => {
  const { json } = await predict('perceptron', { text: 'good fine sour' })
  const { model, block, ...judgement } = json
  expect({ model, known: json.known }).toEqual({ model: ids.perceptron, known: 3 })
  expect((await predict('perceptron', { features: [3, 1, 2, 1] })).json).toEqual(json)
  const batch = await predict('perceptron', { samples: [{ features: [1, 2, 3] }, { text: '' }] })
  expect(batch.json).toMatchObject({ model, block, predictions: [judgement, { known: 0 }] })
})

test('numbers beyond their range are told', async () => {
  expect((await predict('centroid', { numbers: [11, -5] })).json.clipped).toEqual([0, 1])
  expect((await predict('centroid', { numbers: [-0, 0] })).json.clipped).toBeUndefined()
})

test('classes without samples have no score', async () => {
  const { scores, probabilities } = (await predict('bayes', { text: 'good' })).json
  expect([scores[2], probabilities[2]]).toEqual([null, 0])
})

test('models are described', async () => {
  const { json } = await ask(`${server.url}/models`)
  expect(json.models.map(({ id }: { id: string }) => id)).toEqual(Object.values(ids))
  expect(json.models[0]).toMatchObject({
    name: 'Perceptron',
    classes: ['no', 'yes'],
    classifier: 'sparse-perceptron',
    mechanism: 'deposits',
    inputs: ['text', 'features'],
    accuracy: null,
    ready: true,
    chainId: foundry.id,
    contributions: 3,
  })
  expect((await ask(pathOf('centroid'))).json).toMatchObject({
    inputs: ['numbers'],
    numbers: [
      { name: 'Length', unit: 'mm', min: 0, max: 10 },
      { name: 'Weight', unit: 'g', min: 0, max: 100 },
    ],
  })
})

test('a snapshot is the model as it is told, for others to check and go on from', async () => {
  const response = await fetch(`${pathOf('perceptron')}/snapshot`)
  const snapshot = decodeSnapshot(new Uint8Array(await response.arrayBuffer()))
  const { synced } = await client.checkSnapshot({ snapshot })
  const { json } = await ask(pathOf('perceptron'))
  expect(response.headers.get('etag')).toBe(`"${json.block.hash}"`)
  expect([synced.blockHash, synced.contributions.length]).toEqual([json.block.hash, json.contributions])
  expect((await ask(`${server.url}/models/deposits:99/snapshot`)).status).toBe(404)
})

test('/metrics counts what was answered, by routes and not by paths', async () => {
  await ask(`${server.url}/wp-login.php`)
  const before = await ask(`${server.url}/metrics`)
  expect(before.headers.get('content-type')).toContain('text/plain')
  const value = (text: string, line: string) => Number(text.split(`${line} `)[1]?.split('\n')[0])
  const line = 'cotrain_serve_requests_total{route="/models/:id/predict",status="200"}'
  await predict('perceptron', { text: 'good' })
  await predict('perceptron', { samples: [{ text: 'good' }, { text: 'bad' }] })
  const after = (await ask(`${server.url}/metrics`)).json as string
  expect(value(after, line) - value(before.json, line)).toBe(2)
  const samples = `cotrain_serve_samples_total{model="${ids.perceptron}"}`
  expect(value(after, samples) - value(before.json, samples)).toBe(3)
  const count = 'cotrain_serve_request_seconds_count{route="/models/:id/predict"}'
  const all = 'cotrain_serve_request_seconds_bucket{route="/models/:id/predict",le="+Inf"}'
  expect(value(after, all)).toBe(value(after, count))
  expect(after).toContain('cotrain_serve_requests_total{route="none",status="404"} 1')
  expect(after).not.toContain('wp-login')
  expect(after).toContain(`cotrain_serve_ready{model="${ids.perceptron}"} 1`)
})

test('a model that is not fully uploaded does not answer until it is', async () => {
  const { mechanism, classifier } = await client.getModel({ model: modelOf('perceptron') })
  const { model } = await client.createModelSync({
    mechanism,
    classifier,
    classifierOptions: { featureCount: 40, weightBits: 8, learningRate: 2 },
    incentiveOptions: { refundTime: 0, ownerClaimTime: 100, anyClaimTime: 100, depositWeight: 1 },
    metadata: { name: 'Half', classes: ['a', 'b'], encoder: 'indices-v1:40' },
    words: [1n],
  } as never)
  const id = `deposits:${model.modelId}`
  const half = await serveHere(client, [id])
  const path = `${half.url}/models/${id}`
  const early = await post(`${path}/predict`, { features: [1] })
  expect(early).toMatchObject({ status: 503, json: { error: { code: 'model_incomplete' } } })
  expect(early.headers.get('retry-after')).toBe('1')
  expect(await ask(`${half.url}/healthz`)).toMatchObject({ status: 503, json: { ready: false } })
  expect((await ask(path)).json).toMatchObject({
    ready: false,
    problem: 'the model is not fully uploaded yet',
  })
  await client.uploadParametersSync({ model, offset: 1n, words: [0n] } as never)
  await expect.poll(async () => (await post(`${path}/predict`, { features: [1] })).status).toBe(200)
  expect((await ask(`${half.url}/healthz`)).status).toBe(200)
  expect((await post(`${path}/predict`, { text: '1 5' })).json.error).toMatchObject({
    code: 'form_not_taken',
    field: 'text',
  })
  await half.close()
})

// the last one: what the client has sent is undone under it
test('a reorganisation takes answers back with it', async () => {
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(chain.rpcUrl) })
  const text = { text: 'win free' }
  const before = (await predict('perceptron', text)).json
  const snapshot = await tester.snapshot()
  const model = await client.getModel({ model: modelOf('perceptron') })
  const sample = (await client.getEncoder({ model })).encode('win free' as never)
  for (let i = 0; i < 3; i++) await client.contributeSync({ model, label: 1 - before.label, sample } as never)
  await expect.poll(async () => (await predict('perceptron', text)).json.label).toBe(1 - before.label)
  await tester.revert({ id: snapshot })
  await tester.increaseTime({ seconds: 1000 })
  // as many as were taken back, and one more
  await tester.mine({ blocks: 4 })
  await expect.poll(async () => (await predict('perceptron', text)).json.label).toBe(before.label)
  const { json, labels } = await both('perceptron')
  expect(json.predictions.map(({ label }: { label: number }) => label)).toEqual(labels)
  expect((await predict('perceptron', text)).json.score).toBe(before.score)
})
