import type { Command } from 'commander'
import { logLevels } from '../operate/levels.ts'
import { parseDuration, parseInteger } from '../parse.ts'
import { byDefault, choice, flag, listed, parsed, text } from './given.ts'
import { addCommand, node } from './options.ts'

const group = 'Operate:'
const count = parseInteger(1, 1_000_000_000)

export const serveOptions = {
  model: listed('<id>', 'id or name of a model; may be given several times (default: all of the chain)'),
  host: byDefault(text('<address>', 'address to listen on'), '127.0.0.1'),
  port: byDefault(parsed('<n>', 'port to listen on, 0: any that is free', parseInteger(0, 65_535)), 8080),
  cors: listed(
    '<origin>',
    'origin of web pages that may ask, such as https://example.org, or *; several times',
  ),
  trustProxy: listed(
    '<address>',
    'address or network of a balancer, whose x-forwarded-for counts; several times',
  ),
  maxLag: parsed(
    '<duration>',
    'how old answers may be before /healthz says so (default: 5min; a local chain’s blocks may be older)',
    parseDuration,
  ),
  strict: flag('refuse to predict from what is older than --max-lag'),
  rate: parsed('<n>', 'requests of an address in a minute (default: as many as it likes)', count),
  maxBody: byDefault(parsed('<bytes>', 'size of a request’s body', count), 1_048_576),
  maxBatch: byDefault(parsed('<n>', 'samples of a request', count), 1000),
  maxSample: byDefault(parsed('<n>', 'features of a sample', parseInteger(1, 65_536)), 2048),
  maxConnections: byDefault(parsed('<n>', 'connections at the same time', count), 1024),
  requestTime: byDefault(parsed('<duration>', 'time in which a request must have come', parseDuration), 10),
  drain: byDefault(parsed('<duration>', 'time for answers under way when it is stopped', parseDuration), 10),
  logLevel: byDefault(choice('<level>', 'what to log, as JSON lines on stderr', logLevels), 'info'),
  openapi: flag('print the description of the interface (OpenAPI 3.1), and end'),
  ...node,
}

/** The command that answers over HTTP. */
export function addServe(program: Command): void {
  addCommand(program, {
    group,
    name: 'serve',
    description: 'answer predictions over HTTP, from a copy of the models that follows the chain',
    options: serveOptions,
    examples: [
      'cotrain serve --model deposits:0 --model penguins',
      'cotrain serve --host 0.0.0.0 --port 8080 --cors https://example.org --rate 600',
      'cotrain serve --openapi > openapi.json',
    ],
    load: () => import('../commands/serve.ts'),
  })
}
