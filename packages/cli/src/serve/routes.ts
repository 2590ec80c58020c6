import { encodeSnapshot, type SyncedModel } from '@cotrain/sdk'
import { Type } from '@fastify/type-provider-typebox'
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  HTTPMethods,
  RouteShorthandOptions,
} from 'fastify'
import { describeModel, healthOf } from './describeModel.ts'
import { HttpProblem } from './HttpProblem.ts'
import type { Metrics } from './metrics.ts'
import { predict, read } from './predict.ts'
import { readBody } from './readBody.ts'
import { type LagOptions, lagOf } from './readiness.ts'
import { answer, eitherOf } from './schemas.ts'
import type { WarmModel } from './warmModel.ts'

/** What the answers are made of. */
export type Served = {
  models: ReadonlyMap<string, WarmModel>
  chainId: number
  lag: LagOptions
  /** Whether answers that are not recent are refused. */
  strict: boolean
  maxBatch: number
  metrics: Metrics
  /** Whether the server is about to end. */
  isStopping: () => boolean
}

type WithId = { Params: { id: string } }

const id = Type.Object({ id: Type.String({ description: 'Such as deposits:0.' }) })
const failures = {
  '4xx': answer('Error', 'What is wrong with the request.'),
  '5xx': answer('Error', 'What is wrong here.'),
}

/** The routes, in the order of the description. */
export function addRoutes(app: FastifyInstance, served: Served): void {
  const { models, chainId, lag, strict, maxBatch, metrics } = served
  // made once for each block that somebody asks at
  const snapshots = new WeakMap<SyncedModel, Buffer>()

  app.post<WithId>('/models/:id/predict', predictOptions, request => {
    const model = find(models, request.params.id)
    const problem = strict ? lagOf(model, lag) : undefined
    if (problem !== undefined) throw new HttpProblem('stale', `The answers are old: ${problem}.`)
    const said = predict(model, readBody(request.body), maxBatch)
    metrics.judged(model.id, 'predictions' in said ? said.predictions.length : 1)
    return said
  })
  app.get('/models', modelsOptions, () => ({
    models: [...models.values()].map(model => describeModel(model, chainId, lag)),
  }))
  app.get<WithId>('/models/:id', modelOptions, request =>
    describeModel(find(models, request.params.id), chainId, lag),
  )
  app.get<WithId>('/models/:id/snapshot', snapshotOptions, (request, reply) => {
    const { synced, block } = read(find(models, request.params.id))
    reply.header('etag', `"${block.hash}"`).type('application/octet-stream')
    let bytes = snapshots.get(synced)
    if (bytes === undefined) {
      bytes = Buffer.from(encodeSnapshot(synced, { chainId }))
      snapshots.set(synced, bytes)
    }
    return reply.send(bytes)
  })
  app.get('/healthz', healthOptions, (_, reply) => {
    const health = healthOf(models.values(), lag, served.isStopping())
    return uncached(reply)
      .code(health.ready ? 200 : 503)
      .send(health)
  })
  app.get('/metrics', metricsOptions, async (_, reply) => {
    const text = await metrics.registry.metrics()
    return uncached(reply).type(metrics.registry.contentType).serializer(String).send(text)
  })
  app.get('/openapi.json', openapiOptions, () => app.swagger())
  refuseOtherMethods(app, {
    '/models/:id/predict': ['POST'],
    ...Object.fromEntries(
      ['/models', '/models/:id', '/models/:id/snapshot', '/healthz', '/metrics', '/openapi.json'].map(
        path => [path, ['GET', 'HEAD']],
      ),
    ),
  })
}

function find(models: ReadonlyMap<string, WarmModel>, name: string): WarmModel {
  const model = models.get(name)
  if (model !== undefined) return model
  throw new HttpProblem('model_unknown', 'There is no such model here. GET /models lists them.', 'id')
}

const uncached = (reply: FastifyReply) => reply.header('cache-control', 'no-store')

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies HTTPMethods[]

function refuseOtherMethods(app: FastifyInstance, taken: Record<string, readonly string[]>): void {
  for (const [url, own] of Object.entries(taken)) {
    app.route({
      method: methods.filter(method => !own.includes(method)),
      url,
      schema: { hide: true },
      // before the body is looked at
      onRequest: async (_: FastifyRequest, reply: FastifyReply) => {
        reply.header('allow', own.join(', '))
        throw new HttpProblem('method_not_allowed', `Use ${own.join(' or ')} here.`)
      },
      handler: () => undefined,
    })
  }
}

const predictOptions: RouteShorthandOptions = {
  schema: {
    operationId: 'predict',
    summary: 'Ask a model for the class of a sample, or of several',
    params: id,
    body: eitherOf('Single', 'Batch'),
    response: {
      200: {
        ...eitherOf('Prediction', 'Predictions'),
        description: 'Of one sample a Prediction, of several Predictions.',
      },
      ...failures,
    },
  },
}
const modelsOptions: RouteShorthandOptions = {
  schema: {
    operationId: 'models',
    summary: 'List the models',
    response: { 200: answer('Models', 'All models here.') },
  },
}
const modelOptions: RouteShorthandOptions = {
  schema: {
    operationId: 'model',
    summary: 'Describe a model',
    params: id,
    response: { 200: answer('Model', 'The model.'), ...failures },
  },
}
const snapshotOptions: RouteShorthandOptions = {
  schema: {
    operationId: 'snapshot',
    summary: 'All that is known of a model, for others to go on from',
    params: id,
    response: {
      200: {
        description: 'Bytes, which `cotrain … --from URL` reads, and checks against the chain.',
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      ...failures,
    },
  },
}
const healthOptions: RouteShorthandOptions = {
  schema: {
    operationId: 'health',
    summary: 'Say whether answers are recent',
    response: {
      200: answer('Health', 'They are.'),
      503: answer('Health', 'They are not, or this server is stopping.'),
    },
  },
  config: { rateLimit: false },
}
const metricsOptions: RouteShorthandOptions = { schema: { hide: true }, config: { rateLimit: false } }
const openapiOptions: RouteShorthandOptions = { schema: { hide: true } }
