import { textEncodings } from '@cotrain/sdk/data'
import { maxSampleWeight } from '@cotrain/sdk/models'
import type { Command, Option } from 'commander'
import { defaultNodes } from '../defaultRpc.ts'
import { parseDuration, parseGwei, parseInteger, parseLimit, parseNodes, parseWeightBits } from '../parse.ts'
import { type Loader, run } from '../run.ts'
import {
  type ArgumentsOf,
  byDefault,
  choice,
  eitherWay,
  flag,
  type Given,
  negated,
  type OptionsOf,
  optionalArgument,
  parsed,
  type Taken,
  text,
} from './given.ts'

type Definition<options, taken extends readonly Taken<unknown>[]> = {
  /** The heading of the help that it stands under. */
  group: string
  name: string
  description: string
  takes?: taken
  options: options
  examples?: readonly string[]
  /** The module, whose command may read these options and arguments, and no others. */
  load: Loader<OptionsOf<options>, ArgumentsOf<taken>>
}

/** Adds a command, with what all commands take; `--json` may be another one. */
export function addCommand<
  options extends Record<string, Given<unknown>>,
  const taken extends readonly Taken<unknown>[] = [],
>(
  program: Command,
  { group, name, description, takes, options, examples = [], load }: Definition<options, taken>,
): void {
  const command = program.command(name).description(description).helpGroup(group)
  for (const { argument } of takes ?? []) command.addArgument(argument)
  for (const option of optionsOf({ ...common, ...options })) command.addOption(option)
  if (examples.length > 0) {
    command.addHelpText('after', `\nExamples:\n${examples.map(line => `  $ ${line}`).join('\n')}`)
  }
  command.action(run(load))
}

function optionsOf(options: Record<string, Given<unknown>>): Option[] {
  return Object.entries(options).flatMap(([name, given]) => given.make(name))
}

const common = { json: flag('print one JSON document'), verbose: flag('print the stack trace of errors') }

export const lines = '"LABEL i1 i2 …" on each line, of a dense model "LABEL,x1,x2,…"'

export const model = text('<id>', 'id or name of the model')
export const node = {
  rpc: byDefault(
    parsed('<url>', 'node of the chain; several times: others that stand in for it', parseNodes),
    defaultNodes,
    'COTRAIN_RPC',
  ),
  cache: negated('keep nothing of the chain for the next time, and use nothing that is kept'),
  from: text('<file or url>', 'go on from a snapshot of the model, which is checked against the chain'),
}
export const signer = {
  account: parsed('<n>', 'development account of a local chain', parseInteger(0, 999)),
  keystore: text('<file>', 'keystore file; asks for the password, or takes COTRAIN_PASSWORD'),
}
export const confirmations = parsed(
  '<n>',
  'blocks, with its own, before a transaction counts as mined (default: 1)',
  parseInteger(1, 10_000),
)
export const waiting = {
  timeout: parsed('<duration>', 'how long to wait for each transaction (default: 3min)', parseDuration),
}
/** How a command sends, and what of. */
export const spending = {
  ...waiting,
  confirmations,
  maxFee: parsed('<gwei>', 'the most to pay for each gas (default: what the node says)', parseGwei),
  priorityFee: parsed('<gwei>', 'what the block’s producer gets of it', parseGwei),
  nonce: parsed(
    '<n>',
    'number of the transaction among those of the account; of several, that of the first',
    parseInteger(0, Number.MAX_SAFE_INTEGER),
  ),
  yes: flag('send without asking, also on a chain that is not local'),
  dryRun: flag('check and say what would be sent, and send nothing'),
}
/** How a command knows the chain and who signs. */
export const sender = { ...node, ...signer, ...spending }
/** The same, and the model. */
export const onModel = { model, ...sender }

export const index = parsed('<n>', 'this contribution (see: cotrain status)', parseInteger(0, 2 ** 32 - 1))
/** One contribution or all. */
export const which = (all: string) => ({ index, all: flag(all) })

export const textArgument = optionalArgument('text', 'the text', String)
export const standardInput = { stdin: flag('read the text from standard input') }
export const picture = { image: text('<file>', 'a picture (JPEG or PNG), of models that take pictures') }
/** How a command takes one sample, beside its argument. */
export const sampled = {
  ...standardInput,
  features: text('<indices>', 'the indices of the features instead of a text, such as "1 5 9"'),
  numbers: text('<list>', 'the numbers that a dense model takes, such as "39.1, 18.7, 181, 3750"'),
  ...picture,
}

export const fileArgument = optionalArgument(
  'file',
  'model file: JSON of Cotrain or older ones, JSON of scikit-learn, or ONNX',
  String,
)
/** What a model file has no place for, and what to read of it. */
export const aboutFile = {
  about: text('<file>', 'JSON file of what the model file has no place for, such as classes and vocabulary'),
  vocabulary: text('<file>', 'words of the features, one a line, when the model file has none'),
  output: text('<name>', 'the output of an ONNX file to read, if it has those of several classifiers'),
}
/** How a command takes a model file, beside its argument. */
export const fromFile = { model: text('<file>', 'the same'), ...aboutFile }
export const weightBits = byDefault(
  parsed('<n>', 'bits of a weight, 8 to 16, or auto', parseWeightBits),
  'auto',
)
/** What those who deploy a model decide about the samples that people will teach it. */
export const limits = {
  maxFeatures: parsed(
    '<n>',
    'features that a contributed sample may have, 0: no limit (default: as many as 99 in 100 samples of its training or of --data)',
    parseInteger(0, 65_535),
  ),
  sampleWeight: parsed(
    '<n>',
    'what a contribution to naive Bayes adds in all, 0: 1 for each feature (default: the file’s, or the average of its samples)',
    parseInteger(0, maxSampleWeight),
  ),
}
/** What a model is called if not as in its file. */
export const named = {
  name: text('<text>', 'name of the model (default: the file’s)'),
  description: text('<text>', 'a sentence about the model (default: the file’s)'),
}

const textColumn = {
  text: text('<column>', 'of a table (CSV, TSV): the column of the texts, by name or position (0, 1, …)'),
}
const dialect = {
  delimiter: text('<character>', 'what separates the cells, or tab (default: looked for; of .tsv tab)'),
  encoding: choice('<name>', 'what the table is written in', textEncodings),
  header: eitherWay(
    'the first line has the names of the columns (default: if it looks so)',
    'the first line is a sample',
  ),
  quotes: negated('double quotes mean nothing'),
}
/** How a command takes a table of samples. */
export const table = {
  ...textColumn,
  label: text('<column>', 'of a table: the column of the labels'),
  features: text(
    '<columns>',
    'of a table: the columns of the numbers, with commas (default: all but the label)',
  ),
  ...dialect,
}

/** What is contributed, beside the sample: also a table, of which `label` and `features` are columns. */
export const contributed = {
  file: text(
    '<samples>',
    `contribute every line of a file, in batches: ${lines}; or a table, whose columns are named`,
  ),
  label: text('<class>', 'the class: its name, or its number; of a table the column of the labels'),
  maxDeposit: parsed('<ether>', 'the most to stake, in all; nothing more is sent', parseLimit),
  allowDuplicate: flag(
    'bonded: also a sample that the model was given before, which anybody can have dropped',
  ),
  again: flag('send what was sent before and may still be mined once more, and pay again'),
  ...textColumn,
  ...dialect,
}
