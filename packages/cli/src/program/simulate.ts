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
  seeds: parsed('<n>', 'so many seeds of each point (default: 1, of a search 10)', parseInteger(1, 100_000)),
  set: byDefault(parsed('<path=value>', 'change a field, such as populations.bad.count=3', collect), []),
  report: text('<folder>', 'write a page with plots and tables there, and the plots and numbers as files'),
  replay: parsed('<rpc>', 'send one run to a development chain as well, and compare', parseUrl),
  search: byDefault(
    parsed('<path=range>', 'look for the best of a field: 1..31, 0.0..1 or one|another', collect),
    [],
  ),
  goal: text('<metric>', 'what a search wants most of, or least: lostPoints:max (default: attackerProfit)'),
  evaluations: parsed('<n>', 'values that a search tries (default: 300)', parseInteger(1, 1_000_000)),
  training: parsed('<n>', 'seeds that a search tries each of them on (default: 3)', parseInteger(1, 100_000)),
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
      'cotrain simulate quick --search populations.malicious.share=0.05..0.5 --goal lostPoints --evaluations 50',
      'cotrain simulate quick --set duration=86400 --replay http://127.0.0.1:8545',
    ],
    load: () => import('../commands/simulate.ts'),
  })
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
