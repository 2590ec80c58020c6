import type { Command } from 'commander'
import { parseInteger, parsePositive } from '../parse.ts'
import { run } from '../run.ts'
import { account, command, examples, keystore, model, rpc, sampled } from './options.ts'

/** The commands that read models. */
export function addUse(program: Command): void {
  command(program, 'Use models:', 'models', 'list the models of a chain')
    .addOption(rpc())
    .action(run(() => import('../commands/models.ts')))

  sampled(command(program, 'Use models:', 'predict', 'ask a model for the class of a sample'))
    .addOption(model())
    .option('--local', 'compute here from the chain’s events, instead of asking the node')
    .addOption(rpc())
    .addHelpText(
      'after',
      examples(
        'cotrain predict "thanks, I wrote a patch for that bug"',
        'cotrain predict --stdin < mail.txt',
        'cotrain predict --model penguins --numbers "39.1, 18.7, 181, 3750"',
        'cotrain predict --model deposits:0 --features "1 5 9" --json',
      ),
    )
    .action(run(() => import('../commands/predict.ts')))

  command(program, 'Use models:', 'status', 'a model in full, its price now, and your claims')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .action(run(() => import('../commands/status.ts')))

  command(program, 'Use models:', 'costs', 'what every action costs, in gas and in money on large chains')
    .argument('[model]', 'id or name of a model on the chain, or a model file (default: the spam filter)')
    .option('--words <n>', 'words of a sample', parseInteger(1, 2_048), 60)
    .option('--gas-price <gwei>', 'gas price on Ethereum', parsePositive)
    .option('--blob-price <gwei>', 'price of blob gas on Ethereum', parsePositive)
    .option('--eth-price <dollars>', 'price of one ether', parsePositive)
    .addOption(rpc())
    .addHelpText(
      'after',
      examples('cotrain costs', 'cotrain costs model.json --gas-price 5 --eth-price 2500'),
    )
    .action(run(() => import('../commands/costs.ts')))
}
