import { type Command, Option } from 'commander'
import { defaultRpc } from '../defaultRpc.ts'
import { parseDuration, parseInteger, parseUrl, parseWeightBits } from '../parse.ts'

/** A command under a heading of the help, with what all commands take. */
export function command(
  program: Command,
  group: string,
  name: string,
  description: string,
  { json = new Option('--json', 'print one JSON document') }: { json?: Option } = {},
): Command {
  return program
    .command(name)
    .description(description)
    .helpGroup(group)
    .addOption(json)
    .option('--verbose', 'print the stack trace of errors')
}

/** The options by which a command takes one sample. */
export function sampled(target: Command): Command {
  return target
    .argument('[text]', 'the text')
    .option('--stdin', 'read the text from standard input')
    .option('--features <indices>', 'the indices of the features instead of a text, such as "1 5 9"')
    .option('--numbers <list>', 'the numbers that a dense model takes, such as "39.1, 18.7, 181, 3750"')
}

/** The options by which a command takes a model file. */
export function fromFile(target: Command): Command {
  return target
    .argument('[file]', 'model file: JSON of Cotrain or older ones, JSON of scikit-learn, or ONNX')
    .option('--model <file>', 'the same')
    .option('--about <file>', about)
    .option('--vocabulary <file>', words)
    .option('--output <name>', 'the output of an ONNX file to read, if it has those of several classifiers')
}

export const lines = '"LABEL i1 i2 …" on each line, of a dense model "LABEL,x1,x2,…"'
export const about = 'JSON file of what the model file has no place for, such as classes and vocabulary'
export const words = 'words of the features, one a line, when the model file has none'

export const rpc = () =>
  new Option('--rpc <url>', 'node of the chain').argParser(parseUrl).default(defaultRpc).env('COTRAIN_RPC')
export const model = () => new Option('--model <id>', 'id or name of the model')
export const account = () =>
  new Option('--account <n>', 'development account of a local chain').argParser(parseInteger(0, 999))
export const keystore = () =>
  new Option('--keystore <file>', 'keystore file; asks for the password, or takes COTRAIN_PASSWORD')

export const timeout = () =>
  new Option('--timeout <duration>', 'how long to wait for each transaction (default: 3min)').argParser(
    parseDuration,
  )

export const weightBits = () =>
  new Option('--weight-bits <n>', 'bits of a weight, 8 to 16, or auto')
    .argParser(parseWeightBits)
    .default('auto')

export const examples = (...lines: string[]) => `\nExamples:\n${lines.map(line => `  $ ${line}`).join('\n')}`
