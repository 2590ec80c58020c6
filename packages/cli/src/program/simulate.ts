import { type Command, Option } from 'commander'
import { parseInteger, parseUrl } from '../parse.ts'
import { byDefault, flag, type Given, optionalArgument, parsed, text } from './given.ts'
import { addCommand } from './options.ts'

/** True: on stdout; a text: into that file. */
const json: Given<boolean | string | undefined> = {
  make: () => [
    new Option('--json [file]', 'print one JSON document, or write it to a file and go on from there'),
  ],
}

export const simulateOptions = {
  json,
  list: flag('say which scenarios come with Cotrain'),
  seeds: byDefault(parsed('<n>', 'so many seeds of each point', parseInteger(1, 100_000)), 1),
  set: byDefault(parsed('<path=value>', 'change a field, such as populations.bad.count=3', collect), []),
  report: text('<folder>', 'write a page with plots and tables there, and the plots and numbers as files'),
  replay: parsed('<rpc>', 'send one run to a development chain as well, and compare', parseUrl),
  threads: parsed('<n>', 'cores to use (default: all)', parseInteger(1, 1_024)),
}

/** The command that runs simulations. */
export function addSimulate(program: Command): void {
  addCommand(program, {
    group: 'Study:',
    name: 'simulate',
    description: 'run agents with strategies against a mechanism',
    takes: [
      optionalArgument(
        'scenario',
        'a name (see --list), or a file: JSON, or TypeScript that exports it as default',
        String,
      ),
    ],
    options: simulateOptions,
    examples: [
      'cotrain simulate quick',
      'cotrain simulate attacks --seeds 10 --json attacks.json',
      'cotrain simulate quick --set populations.malicious.share=0.4',
      'cotrain simulate quick --set duration=86400 --replay http://127.0.0.1:8545',
    ],
    load: () => import('../commands/simulate.ts'),
  })
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
