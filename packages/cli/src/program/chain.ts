import type { Command } from 'commander'
import { parseDuration, parseInteger } from '../parse.ts'
import { argument, byDefault, flag, negated, parsed, text } from './given.ts'
import { addCommand, node } from './options.ts'

const group = 'Local chain:'
const port = parseInteger(0, 65_535)

export const upOptions = {
  port: byDefault(parsed('<n>', 'port of the chain (RPC)', port), 8545),
  dashboardPort: parsed('<n>', 'port of the dashboard (default: the next one)', port),
  state: byDefault(text('<dir>', 'folder that keeps the chain'), '.cotrain'),
  empty: flag('deploy no model'),
  dashboard: negated('serve no dashboard'),
}

/** The commands for a local chain. */
export function addChain(program: Command): void {
  addCommand(program, {
    group,
    name: 'up',
    description: 'start a local chain with models and a dashboard; goes on where it stopped',
    options: upOptions,
    examples: ['cotrain up', 'cotrain up --port 9000 --state /tmp/play --empty'],
    load: () => import('../commands/up.ts'),
  })
  addCommand(program, {
    group,
    name: 'skip',
    description: 'move the clock of a local chain forward',
    takes: [argument('duration', 'such as 1d, 90min, 3600', parseDuration)],
    options: node,
    examples: ['cotrain skip 1d', 'cotrain skip 1h30min'],
    load: () => import('../commands/skip.ts'),
  })
}
