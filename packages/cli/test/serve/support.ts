import { type Model, parseModelId } from '@cotrain/sdk'
import { parseModelFile } from '@cotrain/sdk/models'
import { pino } from 'pino'
import type { Anvil } from '../../src/chain/anvil.ts'
import { connectToLocal } from '../../src/context.ts'
import { deployFile } from '../../src/deployFile.ts'
import { createOutput } from '../../src/output.ts'
import type { Limits } from '../../src/serve/limits.ts'
import { createServer, type ServerOptions } from '../../src/serve/server.ts'
import { openWarmModel, type WarmModel } from '../../src/serve/warmModel.ts'
import { bareChain } from '../cli.ts'

export type Client = Awaited<ReturnType<typeof connectToLocal>>

export const vocabulary = ['bad', 'good', 'fine', 'sour', 'the', 'a', "don't", 'café', 'win', 'free']
const words = { vocabulary, classifications: ['no', 'yes'] }

/** A model of each kind of answer. */
export const modelFiles: Record<string, object> = {
  perceptron: {
    ...words,
    type: 'sparse perceptron',
    name: 'Perceptron',
    weights: [-2, 2, 1, -1, 0.25, -0.25, -1.5, 1.5, 0.5, -0.75],
    intercept: 0,
    learningRate: 0.5,
  },
  logistic: {
    ...words,
    type: 'sparse logistic regression',
    name: 'Logistic',
    weights: [-2, 2, 1, -1, 0.25, -0.25, -1.5, 1.5, 0.5, -0.75],
    intercept: 0.1,
    learningRate: 0.1,
  },
  bayes: {
    vocabulary,
    classifications: ['no', 'yes', 'never'],
    type: 'naive bayes',
    name: 'Bayes',
    classCounts: [10, 12, 0],
    featureCounts: [
      [
        [0, 9],
        [3, 5],
        [4, 3],
      ],
      [
        [1, 9],
        [2, 5],
        [8, 4],
      ],
      [],
    ],
    totalNumFeatures: 10,
    smoothingFactor: 1,
  },
  centroid: {
    type: 'dense nearest centroid classifier',
    name: 'Centroid',
    inputs: [
      { name: 'Length', unit: 'mm', min: 0, max: 10 },
      { name: 'Weight', unit: 'g', min: 0, max: 100 },
    ],
    classifications: ['low', 'middle', 'high'],
    centroids: {
      low: { centroid: [1, 20], dataCount: 10 },
      middle: { centroid: [5, 50], dataCount: 10 },
      high: { centroid: [9, 70], dataCount: 10 },
    },
  },
}

/** A chain with a model of each kind. */
export async function startModels(): Promise<{ chain: Anvil; client: Client; ids: Record<string, string> }> {
  const chain = await bareChain()
  const client = await connectToLocal(chain.rpcUrl)
  const out = createOutput(true)
  const ids: Record<string, string> = {}
  for (const [name, json] of Object.entries(modelFiles)) {
    const file = parseModelFile(json)
    const { model } = await deployFile(client, out, {
      file,
      name: file.name ?? name,
      mechanism: 'deposits',
      flags: {},
    } as Parameters<typeof deployFile>[2])
    ids[name] = `deposits:${model.modelId}`
  }
  return { chain, client, ids }
}

export const limits: Limits = {
  body: 1_048_576,
  batch: 1000,
  features: 2048,
  rate: undefined,
  requestTime: 10,
  connections: 1024,
}

/** A server in this process, with some models of the chain. */
export async function serveHere(
  client: Client,
  ids: readonly string[],
  { limits: some, ...options }: Omit<Partial<ServerOptions>, 'limits'> & { limits?: Partial<Limits> } = {},
) {
  const log = pino({ enabled: false })
  const models = new Map<string, WarmModel>()
  for (const id of ids) {
    const model: Model = await client.getModel({ model: parseModelId(id) })
    models.set(id, await openWarmModel(client, model, { log, maxFeatures: some?.features ?? 2048 }))
  }
  const app = await createServer({
    models,
    chainId: client.chain.id,
    lag: { maxSilence: 60, maxAge: undefined },
    strict: false,
    cors: [],
    trustProxy: [],
    log,
    version: '0.0.0',
    limits: { ...limits, ...some },
    ...options,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  await Promise.all([...models.values()].map(({ first }) => first))
  return {
    url,
    models,
    app,
    async close() {
      for (const model of models.values()) model.stop()
      await app.close()
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests compare it with what they expect
export type Answer = { status: number; headers: Headers; json: any }

/** Sends a body as JSON. */
export async function post(url: string, body: unknown, init: RequestInit = {}): Promise<Answer> {
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body:
      typeof body === 'string' || body instanceof Uint8Array
        ? (body as NonNullable<RequestInit['body']>)
        : JSON.stringify(body),
    ...init,
  })
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return {
    status: response.status,
    headers: response.headers,
    json: isJson && text ? JSON.parse(text) : text,
  }
}
