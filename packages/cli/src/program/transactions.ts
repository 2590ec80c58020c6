import type { Command } from 'commander'
import { parseHash } from '../parse.ts'
import { run } from '../run.ts'
import { command, examples, rpc, timeout } from './options.ts'

/** The commands about transactions that were sent. */
export function addTransactions(program: Command): void {
  command(
    program,
    'Transactions:',
    'wait',
    'wait until a transaction is mined; without one, until all contributions sent from here are',
  )
    .argument('[hash]', 'the transaction', parseHash)
    .addOption(timeout())
    .addOption(rpc())
    .addHelpText('after', examples('cotrain wait', 'cotrain wait 0x… --timeout 1h'))
    .action(run(() => import('../commands/wait.ts')))
}
