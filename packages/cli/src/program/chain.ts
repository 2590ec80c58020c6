import type { Command } from 'commander'
import { parseDuration, parseInteger } from '../parse.ts'
import { run } from '../run.ts'
import { command, examples, rpc } from './options.ts'

const port = parseInteger(0, 65_535)

/** The commands for a local chain. */
export function addChain(program: Command): void {
  command(
    program,
    'Local chain:',
    'up',
    'start a local chain with models and a dashboard; goes on where it stopped',
  )
    .option('--port <n>', 'port of the chain (RPC)', port, 8545)
    .option('--dashboard-port <n>', 'port of the dashboard (default: the next one)', port)
    .option('--state <dir>', 'folder that keeps the chain', '.cotrain')
    .option('--empty', 'deploy no model')
    .option('--no-dashboard', 'serve no dashboard')
    .addHelpText('after', examples('cotrain up', 'cotrain up --port 9000 --state /tmp/play --empty'))
    .action(run(() => import('../commands/up.ts')))

  command(program, 'Local chain:', 'skip', 'move the clock of a local chain forward')
    .argument('<duration>', 'such as 1d, 90min, 3600', parseDuration)
    .addOption(rpc())
    .addHelpText('after', examples('cotrain skip 1d', 'cotrain skip 1h30min'))
    .action(run(() => import('../commands/skip.ts')))
}
