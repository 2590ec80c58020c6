import { type Command, Option } from 'commander'
import { parseInteger, parseUrl } from '../parse.ts'
import { run } from '../run.ts'
import { command, examples } from './options.ts'

/** The command that runs simulations. */
export function addSimulate(program: Command): void {
  command(program, 'Study:', 'simulate', 'run agents with strategies against a mechanism', {
    json: new Option('--json [file]', 'print one JSON document, or write it to a file and go on from there'),
  })
    .argument('[scenario]', 'a name (see --list), or a file: JSON, or TypeScript that exports it as default')
    .option('--list', 'say which scenarios come with Cotrain')
    .option('--seeds <n>', 'so many seeds of each point', parseInteger(1, 100_000), 1)
    .option('--set <path=value>', 'change a field, such as populations.bad.count=3', collect, [])
    .option(
      '--report <folder>',
      'write a page with plots and tables there, and the plots and numbers as files',
    )
    .option('--replay <rpc>', 'send one run to a development chain as well, and compare', parseUrl)
    .option('--threads <n>', 'cores to use (default: all)', parseInteger(1, 1_024))
    .addHelpText(
      'after',
      examples(
        'cotrain simulate quick',
        'cotrain simulate attacks --seeds 10 --json attacks.json',
        'cotrain simulate quick --set populations.malicious.share=0.4',
        'cotrain simulate quick --set duration=86400 --replay http://127.0.0.1:8545',
      ),
    )
    .action(run(() => import('../commands/simulate.ts')))
}

const collect = (value: string, before: readonly string[]) => [...before, value]
