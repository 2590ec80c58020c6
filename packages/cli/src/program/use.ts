import type { Command } from 'commander'
import { parseInteger, parsePositive } from '../parse.ts'
import { byDefault, flag, optionalArgument, parsed } from './given.ts'
import { addCommand, model, node, sampled, signer, textArgument } from './options.ts'

const group = 'Use models:'

export const predictOptions = {
  ...sampled,
  model,
  local: flag('compute here from the chain’s events, instead of asking the node'),
  ...node,
}
export const statusOptions = { model, ...node, ...signer }
export const costsOptions = {
  words: byDefault(parsed('<n>', 'words of a sample', parseInteger(1, 2_048)), 60),
  gasPrice: parsed('<gwei>', 'gas price on Ethereum', parsePositive),
  blobPrice: parsed('<gwei>', 'price of blob gas on Ethereum', parsePositive),
  ethPrice: parsed('<dollars>', 'price of one ether', parsePositive),
  ...node,
}

/** The commands that read models. */
export function addUse(program: Command): void {
  addCommand(program, {
    group,
    name: 'models',
    description: 'list the models of a chain',
    options: node,
    load: () => import('../commands/models.ts'),
  })
  addCommand(program, {
    group,
    name: 'predict',
    description: 'ask a model for the class of a sample',
    takes: [textArgument],
    options: predictOptions,
    examples: [
      'cotrain predict "thanks, I wrote a patch for that bug"',
      'cotrain predict --stdin < mail.txt',
      'cotrain predict --model penguins --numbers "39.1, 18.7, 181, 3750"',
      'cotrain predict --model deposits:0 --features "1 5 9" --json',
    ],
    load: () => import('../commands/predict.ts'),
  })
  addCommand(program, {
    group,
    name: 'status',
    description: 'a model in full, its price now, and your claims',
    options: statusOptions,
    load: () => import('../commands/status.ts'),
  })
  addCommand(program, {
    group,
    name: 'costs',
    description: 'what every action costs, in gas and in money on large chains',
    takes: [
      optionalArgument(
        'model',
        'id or name of a model on the chain, or a model file (default: the spam filter)',
        String,
      ),
    ],
    options: costsOptions,
    examples: ['cotrain costs', 'cotrain costs model.json --gas-price 5 --eth-price 2500'],
    load: () => import('../commands/costs.ts'),
  })
}
