import type { Command } from 'commander'
import { parseInteger, parseLimit } from '../parse.ts'
import { run } from '../run.ts'
import { account, command, examples, keystore, lines, model, rpc, sampled, timeout } from './options.ts'
import { tabled } from './tableFlags.ts'

/** The commands that contribute, and claim deposits. */
export function addTeach(program: Command): void {
  const contribute = sampled(
    command(program, 'Teach and claim:', 'contribute', 'teach a model; stakes the deposit that it asks for'),
  )
    .option(
      '--file <samples>',
      `contribute every line of a file, in batches: ${lines}; or a table, whose columns are named`,
    )
    .option('--label <class>', 'the class: its name, or its number; of a table the column of the labels')
    .option('--max-deposit <ether>', 'the most to stake, in all; nothing more is sent', parseLimit)
    .option('--again', 'send what was sent before and may still be mined once more, and pay again')
  tabled(contribute, { has: ['--label', '--features'] })
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addOption(timeout())
    .addHelpText(
      'after',
      examples(
        'cotrain contribute "thanks, I wrote a patch" --label ham --account 1',
        'cotrain contribute --numbers "39.1, 18.7, 181, 3750" --label Adelie --model penguins',
        'cotrain contribute --file samples.txt --model reviews',
        'cotrain contribute --file reviews.csv --text review --label mood --model reviews',
      ),
    )
    .action(run(() => import('../commands/contribute.ts')))

  for (const [name, description, module] of [
    [
      'refund',
      'get deposits back for contributions that the model agrees with',
      () => import('../commands/refund.ts'),
    ],
    [
      'take',
      'take your share of deposits for contributions that the model disagrees with',
      () => import('../commands/take.ts'),
    ],
  ] as const) {
    command(program, 'Teach and claim:', name, description)
      .option('--index <n>', 'this contribution (see: cotrain status)', parseInteger(0, 2 ** 32 - 1))
      .option('--all', `all that can be claimed now`)
      .addOption(model())
      .addOption(rpc())
      .addOption(account())
      .addOption(keystore())
      .addOption(timeout())
      .addHelpText('after', examples(`cotrain ${name} --all`, `cotrain ${name} --index 3 --account 1`))
      .action(run(module))
  }
}
