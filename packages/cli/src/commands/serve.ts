import { once } from 'node:events'
import { formatModelId, type Model } from '@cotrain/sdk'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { foundry } from 'viem/chains'
import manifest from '../../package.json' with { type: 'json' }
import { type Connection, connect } from '../context.ts'
import { CliError } from '../errors.ts'
import { chooseModel } from '../modelChoice.ts'
import { createLog } from '../operate/log.ts'
import type { OptionsOf } from '../program/given.ts'
import type { serveOptions } from '../program/serve.ts'
import type { Invocation } from '../run.ts'
import type { Limits } from '../serve/limits.ts'
import { openApiDocument } from '../serve/openapi.ts'
import type { LagOptions } from '../serve/readiness.ts'
import { createServer, type ServerOptions } from '../serve/server.ts'
import { openWarmModel, type WarmModel } from '../serve/warmModel.ts'
import { stopSignal } from '../up/signals.ts'

type Options = OptionsOf<typeof serveOptions>

/** `cotrain serve`: predictions over HTTP, until it is stopped. */
export default async function serveCommand({ out, options }: Invocation<Options>): Promise<void> {
  if (options.openapi) {
    process.stdout.write(`${JSON.stringify(await openApiDocument(manifest.version), null, 2)}\n`)
    return
  }
  const stop = stopSignal()
  const log = createLog({ name: 'serve', level: options.logLevel })
  const client = await connect(options)
  const models = new Map<string, WarmModel>()
  let app: FastifyInstance | undefined
  try {
    await openModels(client, options, models, log)
    app = await createServer(serverOptions(options, { models, log, chainId: client.chain.id }))
    const url = await listen(app, options)
    log.info({ url, models: [...models.keys()] }, 'listening')
    const stopped = once(stop, 'abort')
    void Promise.all([...models.values()].map(({ first }) => first)).then(() => {
      log.info({ url }, 'ready')
      const names = [...models.keys()]
      out.result({ url, models: names }, () => `Answering on ${url}; ${url}/openapi.json says how.`)
    })
    await stopped
  } finally {
    await close(app, models, options.drain, log)
  }
  // a look at the chain that is under way need not be waited for
  process.exit()
}

/** Those that are named; else that of the snapshot that is gone on from; else all of the chain. */
async function chosenModels(client: Connection, names: readonly string[]): Promise<readonly Model[]> {
  if (names.length > 0) return Promise.all(names.map(name => chooseModel(client, name)))
  if (client.brought) return [await client.getModel(client.brought)]
  return client.listModels({})
}

function serverOptions(
  options: Options,
  { models, log, chainId }: Pick<ServerOptions, 'models' | 'log' | 'chainId'>,
): ServerOptions {
  return {
    models,
    chainId,
    lag: lagFrom(options, chainId),
    strict: options.strict === true,
    limits: limitsFrom(options),
    cors: options.cors,
    trustProxy: options.trustProxy,
    log,
    version: manifest.version,
  }
}

/** Milliseconds between looks at a local chain: whoever waits for a block there waits no longer, and answers go first. */
const shortestPoll = 250

/** Opens the models that were chosen, into `models`. @throws CliError when there are none; UnknownModelError */
async function openModels(
  client: Connection,
  options: Options,
  models: Map<string, WarmModel>,
  log: Logger,
): Promise<void> {
  const chosen = await chosenModels(client, options.model)
  if (chosen.length === 0) {
    throw new CliError('There are no models on this chain.', ['Put one there: cotrain deploy --model FILE'])
  }
  const pollingInterval = Math.max(client.pollingInterval, shortestPoll)
  for (const model of chosen) {
    const id = formatModelId(model)
    if (models.has(id)) continue
    models.set(
      id,
      await openWarmModel(client, model, {
        log,
        maxFeatures: options.maxSample,
        pollingInterval,
      }),
    )
  }
}

/** Seconds. Blocks of a local chain come when somebody sends something. */
function lagFrom({ maxLag }: Options, chainId: number): LagOptions {
  const usual = 300
  return { maxSilence: maxLag ?? usual, maxAge: maxLag ?? (chainId === foundry.id ? undefined : usual) }
}

function limitsFrom(options: Options): Limits {
  return {
    body: options.maxBody,
    batch: options.maxBatch,
    features: options.maxSample,
    rate: options.rate,
    requestTime: options.requestTime,
    connections: options.maxConnections,
  }
}

/** @throws CliError when it cannot listen there */
async function listen(app: FastifyInstance, { host, port }: Options): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const reasons: Record<string, string> = {
      EADDRINUSE: 'the port is taken by another process',
      EACCES: 'the port is not open to this user',
      EADDRNOTAVAIL: 'this machine does not have the address',
      ENOTFOUND: 'there is no such address',
    }
    const reason = reasons[code ?? '']
    if (reason === undefined) throw cause
    throw new CliError(
      `Cannot listen on ${host}, port ${port}: ${reason}.`,
      ['Choose others: --host ADDRESS --port N'],
      {
        cause,
      },
    )
  }
}

/** Answers what has come, takes nothing new, and ends all after `drain` seconds. */
async function close(
  app: FastifyInstance | undefined,
  models: ReadonlyMap<string, WarmModel>,
  drain: number,
  log: Logger,
): Promise<void> {
  for (const model of models.values()) model.stop()
  if (app === undefined) return
  log.info('stopping')
  const timer = setTimeout(() => app.server.closeAllConnections(), drain * 1000)
  await app.close()
  clearTimeout(timer)
  log.info('stopped')
}
