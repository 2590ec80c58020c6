import type { Command } from 'commander'
import { parseEther, parseInteger } from '../parse.ts'
import { run } from '../run.ts'
import { account, command, examples, keystore, model, rpc, timeout } from './options.ts'

const group = 'Models under deposits with bonds:'
const index = parseInteger(0, 2 ** 32 - 1)

/** The commands for models under deposits with bonds. */
export function addBonded(program: Command): void {
  command(program, group, 'challenge', 'stake a bond on another label for a contribution')
    .requiredOption('--index <n>', 'this contribution (see: cotrain status)', index)
    .requiredOption('--label <class>', 'the class that it really belongs to: its name, or its number')
    .option('--max-bond <ether>', 'the most to stake; nothing more is sent', parseEther)
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addOption(timeout())
    .addHelpText(
      'after',
      examples(
        'cotrain challenge --index 3 --label ham',
        'cotrain challenge --index 3 --label ham --max-bond 0.01',
      ),
    )
    .action(run(() => import('../commands/bonded/challenge.ts')))

  command(program, group, 'settle', 'have the model learn labels that are final, and pay who was right')
    .option('--index <n>', 'this contribution (see: cotrain status)', index)
    .option('--all', 'all whose label is final')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addOption(timeout())
    .addHelpText('after', examples('cotrain settle --all', 'cotrain settle --index 3 --account 1'))
    .action(run(() => import('../commands/bonded/settle.ts')))
}
