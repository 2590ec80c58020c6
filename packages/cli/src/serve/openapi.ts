import { pino } from 'pino'
import { createServer } from './server.ts'

/** The description of the interface, OpenAPI 3.1; no chain is needed for it. */
export async function openApiDocument(version: string): Promise<object> {
  const app = await createServer({
    models: new Map(),
    chainId: 0,
    lag: { maxSilence: 0, maxAge: undefined },
    strict: false,
    limits: { body: 1, batch: 1, features: 1, rate: undefined, requestTime: 1, connections: 1 },
    cors: [],
    trustProxy: [],
    log: pino({ enabled: false }),
    version,
  })
  await app.ready()
  const document = app.swagger()
  await app.close()
  return document
}
