import type { Command } from 'commander'
import { parseInteger } from '../parse.ts'
import { run } from '../run.ts'
import { account, command, examples, keystore, model, rpc, timeout } from './options.ts'

const group = 'Models under points:'

/** The commands for models under points. */
export function addPoints(program: Command): void {
  for (const [name, description, module] of [
    [
      'verify',
      'earn points for contributions that the model agrees with',
      () => import('../commands/points/verify.ts'),
    ],
    [
      'report',
      'report contributions that the model disagrees with',
      () => import('../commands/points/report.ts'),
    ],
    [
      'confirm',
      'end reports that are old enough: who was right earns points',
      () => import('../commands/points/confirm.ts'),
    ],
  ] as const) {
    command(program, group, name, description)
      .option('--index <n>', 'this contribution (see: cotrain status)', parseInteger(0, 2 ** 32 - 1))
      .option('--all', 'all that there are now')
      .addOption(model())
      .addOption(rpc())
      .addOption(account())
      .addOption(keystore())
      .addOption(timeout())
      .addHelpText('after', examples(`cotrain ${name} --all`, `cotrain ${name} --index 3 --account 1`))
      .action(run(module))
  }

  command(program, group, 'leaderboard', 'who has earned the most points, with one model or all')
    .addOption(model())
    .addOption(rpc())
    .addHelpText('after', examples('cotrain leaderboard', 'cotrain leaderboard --model penguins --json'))
    .action(run(() => import('../commands/points/leaderboard.ts')))

  command(program, group, 'badges', 'your badges, and how far the others are')
    .option('--claim', 'mint those that you have earned')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addOption(timeout())
    .addHelpText('after', examples('cotrain badges', 'cotrain badges --claim --account 1'))
    .action(run(() => import('../commands/points/badges.ts')))
}
