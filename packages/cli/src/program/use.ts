import type { Command } from 'commander'
import { parseInteger, parsePositive } from '../parse.ts'
import { byDefault, flag, needed, optionalArgument, parsed, text } from './given.ts'
import { addCommand, model, node, sampled, signer, textArgument } from './options.ts'

const group = 'Use models:'

export const predictOptions = {
  ...sampled,
  model,
  local: flag('compute here from the chain’s events, instead of asking the node'),
  ...node,
}
export const statusOptions = { model, ...node, ...signer }
export const snapshotOptions = { out: text('<file>', 'write the snapshot there'), ...node }
export const datasetOptions = {
  out: needed(text('<folder>', 'the folder that is made, or verified')),
  status: text('<names>', 'write those of these statuses once more, apart, such as learned,settled'),
  block: parsed('<n>', 'as it was after this block', parseInteger(0, 2 ** 40)),
  force: flag('replace a data set that stands there'),
  verify: flag('prove the data set in the folder, and write nothing'),
  offline: flag('verify: by the roots in the folder only, without a node'),
  quick: flag(
    'verify: by what the contract keeps only, not by all events (status and the like are not proved)',
  ),
  ...node,
}
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
      'cotrain predict --model digits --image seven.png',
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
    name: 'snapshot',
    description: 'put all that is to be known of a model into a file, from which others go on; or check one',
    takes: [optionalArgument('model', 'id or name of the model', String)],
    options: snapshotOptions,
    examples: [
      'cotrain snapshot deposits:0 --out spam.cotrain',
      'cotrain snapshot --from spam.cotrain',
      'cotrain predict "win a prize" --from https://example.org/spam.cotrain',
    ],
    load: () => import('../commands/snapshot.ts'),
  })
  addCommand(program, {
    group,
    name: 'dataset',
    description: 'write all that a model was taught to a folder, or prove such a folder',
    takes: [optionalArgument('model', 'id or name of the model', String)],
    options: datasetOptions,
    examples: [
      'cotrain dataset "Spam filter" --out mails',
      'cotrain dataset deposits:0 --out mails --status refunded,open',
      'cotrain dataset --out mails --verify',
    ],
    load: () => import('../commands/dataset.ts'),
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
