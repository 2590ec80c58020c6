import { isUtf8 } from 'node:buffer'
import type { Socket } from 'node:net'
import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'
import type { Logger } from 'pino'
import { problemOfError } from './failures.ts'
import { HttpProblem } from './HttpProblem.ts'
import type { Limits } from './limits.ts'
import { createMetrics } from './metrics.ts'
import type { LagOptions } from './readiness.ts'
import { addRoutes } from './routes.ts'
import { namedSchemas } from './schemas.ts'
import type { WarmModel } from './warmModel.ts'

export type ServerOptions = {
  models: ReadonlyMap<string, WarmModel>
  chainId: number
  lag: LagOptions
  /** Whether answers that are not recent are refused. */
  strict: boolean
  limits: Limits
  /** Origins of pages that may ask; `*` is any. */
  cors: readonly string[]
  /** Addresses of balancers, whose word on who asks counts. */
  trustProxy: readonly string[]
  log: Logger
  version: string
}

/** The server, which does not listen yet. `close` answers what has come before it resolves. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { models, lag, limits, log } = options
  let stopping = false
  const app = fastify({
    logger: false,
    bodyLimit: limits.body,
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    // a balancer that has not noticed yet gets its answer, and learns from it that the connection ends
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: limits.requestTime * 1000,
    connectionTimeout: limits.requestTime * 2000,
    http: { headersTimeout: limits.requestTime * 1000, connectionsCheckingInterval: 1000 },
    clientErrorHandler: answerMalformed,
    frameworkErrors: (error, _, reply) =>
      void sendProblem(reply as unknown as FastifyReply, problemOfError(error, log)),
  })
  app.server.maxConnections = limits.connections
  app.addHook('preClose', async () => {
    stopping = true
    // connections whose answer was under way are idle only later
    const timer = setInterval(() => app.server.closeIdleConnections(), 50)
    app.server.once('close', () => clearInterval(timer))
  })
  // bodies are checked by readBody, which names the field; answers are what the schemas say by the tests
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  readJson(app)
  app.setErrorHandler((error, _, reply) => void sendProblem(reply, problemOfError(error, log)))
  app.setNotFoundHandler((_, reply) =>
    sendProblem(
      reply,
      new HttpProblem('path_unknown', 'There is nothing here. GET /openapi.json says what there is.'),
    ),
  )

  for (const schema of namedSchemas) app.addSchema(schema)
  await describeApi(app, options.version)
  if (options.cors.length > 0) {
    await app.register(cors, {
      origin: options.cors.includes('*') ? '*' : [...options.cors],
      methods: ['GET', 'HEAD', 'POST'],
    })
  }
  if (limits.rate !== undefined) await app.register(rateLimit, { max: limits.rate, timeWindow: 60_000 })

  const metrics = createMetrics(models, lag)
  app.addHook('onResponse', (request, reply, done) => {
    const seconds = reply.elapsedTime / 1000
    const route = request.routeOptions.url ?? 'none'
    metrics.answered(route, reply.statusCode, seconds)
    if (log.isLevelEnabled('debug')) {
      log.debug(
        { method: request.method, route, status: reply.statusCode, seconds, address: request.ip },
        'answered',
      )
    }
    done()
  })
  const { chainId, strict } = options
  addRoutes(app, {
    models,
    chainId,
    lag,
    strict,
    maxBatch: limits.batch,
    metrics,
    isStopping: () => stopping,
  })
  return app
}

function sendProblem(reply: FastifyReply, problem: HttpProblem): unknown {
  if (problem.status === 503) reply.header('retry-after', '1')
  return reply.code(problem.status).send(problem.document)
}

/** Only JSON is read: UTF-8, and no keys that change what objects are. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (isUtf8(bytes)) return parse(request, bytes.toString('utf8'), done)
    // a text in another encoding would be another text
    done(new HttpProblem('json_invalid', 'The body is not UTF-8.', 'body'))
  })
}

async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cotrain',
        version,
        description: 'Predictions of models in smart contracts, from a copy that follows the chain.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
    },
    refResolver: { buildLocalReference: json => String(json.$id) },
  })
}

/** What is no HTTP, or came too slowly, gets an answer of the same shape, and then the connection ends. */
function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) return void socket.destroy()
  const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const problem = slow
    ? new HttpProblem('request_timeout', 'The request took too long to come.')
    : new HttpProblem('request_invalid', 'This is not HTTP as this server speaks it.')
  const body = JSON.stringify(problem.document)
  const status = slow ? '408 Request Timeout' : '400 Bad Request'
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
