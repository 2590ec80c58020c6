import type { Command } from 'commander'
import { parseHash } from '../parse.ts'
import { argument, optionalArgument } from './given.ts'
import { addCommand, confirmations, node, sender, waiting } from './options.ts'

export const waitOptions = { ...waiting, confirmations, ...node }
const { nonce, ...replacing } = sender
export const replaceOptions = replacing

const group = 'Transactions:'

/** The commands about transactions that were sent. */
export function addTransactions(program: Command): void {
  addCommand(program, {
    group,
    name: 'wait',
    description: 'wait until a transaction is mined; without one, until all that were sent from here are',
    takes: [optionalArgument('hash', 'the transaction', parseHash)],
    options: waitOptions,
    examples: ['cotrain wait', 'cotrain wait 0x… --timeout 1h'],
    load: () => import('../commands/wait.ts'),
  })
  const transactions = program
    .command('tx')
    .description('list, hurry or give up transactions that wait')
    .helpGroup(group)
    .helpCommand(false)
  addCommand(transactions, {
    group,
    name: 'list',
    description: 'list what was sent from here, and what has become of it',
    options: node,
    examples: ['cotrain tx list'],
    load: () => import('../commands/tx/list.ts'),
  })
  for (const [name, description, load] of [
    ['speed-up', 'send a transaction again, at higher fees', () => import('../commands/tx/speedUp.ts')],
    ['cancel', 'send nothing in the place of a transaction', () => import('../commands/tx/cancel.ts')],
  ] as const) {
    addCommand(transactions, {
      group,
      name,
      description,
      takes: [argument('hash', 'the transaction', parseHash)],
      options: replaceOptions,
      examples: [`cotrain tx ${name} 0x…`, `cotrain tx ${name} 0x… --max-fee 40`],
      load,
    })
  }
}
