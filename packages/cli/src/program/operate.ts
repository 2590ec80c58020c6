import { mechanismNames } from '@cotrain/sdk/kinds'
import { Argument, type Command, InvalidArgumentError } from 'commander'
import { logLevels } from '../operate/levels.ts'
import { parseDuration, parseGwei, parseInteger, parseLimit } from '../parse.ts'
import { byDefault, choice, flag, negated, parsed, type Taken, text } from './given.ts'
import { revealOptions } from './market.ts'
import { addCommand, node, signer, waiting } from './options.ts'

const group = 'Operate:'
const port = parseInteger(0, 65_535)

export const keeperOptions = {
  ...node,
  ...signer,
  ...waiting,
  mechanism: choice('<name>', 'models under this mechanism only', mechanismNames),
  once: flag('look once, do what is worth it, and end: for cron'),
  dryRun: flag('look once, and say what would be done and what it earns; sends nothing'),
  interval: byDefault(parsed('<duration>', 'how often to look', parseInterval), 30),
  minProfit: byDefault(
    parsed(
      '<ether>',
      'what a transaction must bring beyond its gas; near the end of its time its gas is enough',
      parseLimit,
    ),
    0n,
  ),
  maxFee: parsed('<gwei>', 'the most to pay for a unit of gas', parseGwei),
  spend: byDefault(
    parsed(
      '<ether>',
      'gas a day for what brings less than it costs: your points, and settling, scoring, closing and paying for others',
      parseLimit,
    ),
    0n,
  ),
  take: negated('take nothing of other people’s deposits, whatever the model says'),
  bundle: revealOptions.bundle,
  secret: text('<file>', 'publish the test set in it, when it is due'),
  gas: byDefault(
    parsed('<n>', 'gas that a step of scoring may take', parseInteger(1_000_000, 2 ** 24)),
    10_000_000,
  ),
  metricsPort: parsed('<n>', 'serve /metrics and /healthz there', port),
  metricsHost: byDefault(text('<address>', 'and at this address of the machine'), '127.0.0.1'),
  logLevel: choice('<level>', 'what to log (default: info, with --once warn)', logLevels),
}

const models: Taken<readonly string[]> = {
  argument: new Argument('[models...]', 'ids or names of models (default: all on the chain)'),
}

/** @throws InvalidArgumentError for what is no time between two looks */
function parseInterval(text: string): number {
  const seconds = parseDuration(text)
  if (seconds > 0) return seconds
  throw new InvalidArgumentError('Give 1s or more.')
}

/** The commands for those who keep something running. */
export function addOperate(program: Command): void {
  addCommand(program, {
    group,
    name: 'keeper',
    description: 'watch models, and claim and settle for your account when it is worth the gas',
    takes: [models],
    options: keeperOptions,
    examples: [
      'cotrain keeper --dry-run',
      'cotrain keeper --keystore key.json --max-fee 30 --metrics-port 9464',
      'cotrain keeper deposits:0 reviews --once --min-profit 0.0001',
    ],
    load: () => import('../commands/keeper.ts'),
  })
}
