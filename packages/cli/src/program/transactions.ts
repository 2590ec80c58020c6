import type { Command } from 'commander'
import { parseHash } from '../parse.ts'
import { optionalArgument } from './given.ts'
import { addCommand, node, waiting } from './options.ts'

export const waitOptions = { ...waiting, ...node }

/** The commands about transactions that were sent. */
export function addTransactions(program: Command): void {
  addCommand(program, {
    group: 'Transactions:',
    name: 'wait',
    description: 'wait until a transaction is mined; without one, until all contributions sent from here are',
    takes: [optionalArgument('hash', 'the transaction', parseHash)],
    options: waitOptions,
    examples: ['cotrain wait', 'cotrain wait 0x… --timeout 1h'],
    load: () => import('../commands/wait.ts'),
  })
}
