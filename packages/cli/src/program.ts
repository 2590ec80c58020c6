import { Command, Option } from 'commander'
import { defaultRpc } from './defaultRpc.ts'
import { parseDuration, parseInteger, parsePositive, parseUrl, parseWeightBits } from './parse.ts'
import { run } from './run.ts'

const port = parseInteger(0, 65_535)

/** The command line: what there is to say, and where each command is. Commands are loaded when they are called. */
export function createProgram(version: string): Command {
  const program = new Command('cotrain')
    .description('Models in smart contracts: anyone trains them, anyone uses them, for free.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this, or with a command its own help')
    .helpCommand(false)
    .configureHelp({ sortOptions: false })
    .showHelpAfterError('(cotrain --help says what there is)')
    .addHelpText('after', introduction)
  addChain(program)
  addUse(program)
  addTeach(program)
  addDeploy(program)
  addClasses(program)
  addFiles(program)
  addSimulate(program)
  return program
}

const introduction = `
Start here:
  $ cotrain up                                    a local chain with three models, and a dashboard
  $ cotrain predict "click here to get your money"
  $ cotrain contribute "click here to get your money" --label spam
  $ cotrain skip 1d && cotrain refund --all       a day later the deposit comes back
  $ cotrain predict --model penguins --numbers "39.1, 18.7, 181, 3750"

Every command takes --json: one document on stdout, messages on stderr, exit code 0 only on success.
A model is named by its id (sparse-perceptron-drt:0) or its name; not at all if there is only one, or on a local
chain if the first is meant.
Accounts: --account N (local chains), --keystore FILE, or the key in COTRAIN_PRIVATE_KEY.`

function addChain(program: Command): void {
  command(
    program,
    'Local chain:',
    'up',
    'start a local chain with models and a dashboard; goes on where it stopped',
  )
    .option('--port <n>', 'port of the chain (RPC)', port, 8545)
    .option('--dashboard-port <n>', 'port of the dashboard (default: the next one)', port)
    .option('--state <dir>', 'folder that keeps the chain', '.cotrain')
    .option('--empty', 'deploy no model')
    .option('--no-dashboard', 'serve no dashboard')
    .addHelpText('after', examples('cotrain up', 'cotrain up --port 9000 --state /tmp/play --empty'))
    .action(run(() => import('./commands/up.ts')))

  command(program, 'Local chain:', 'skip', 'move the clock of a local chain forward')
    .argument('<duration>', 'such as 1d, 90min, 3600', parseDuration)
    .addOption(rpc())
    .addHelpText('after', examples('cotrain skip 1d', 'cotrain skip 1h30min'))
    .action(run(() => import('./commands/skip.ts')))
}

function addUse(program: Command): void {
  command(program, 'Use models:', 'models', 'list the models of a chain')
    .addOption(rpc())
    .action(run(() => import('./commands/models.ts')))

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
        'cotrain predict --model sparse-perceptron-drt:0 --features "1 5 9" --json',
      ),
    )
    .action(run(() => import('./commands/predict.ts')))

  command(program, 'Use models:', 'status', 'a model in full, its price now, and your claims')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .action(run(() => import('./commands/status.ts')))

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
    .action(run(() => import('./commands/costs.ts')))
}

function addTeach(program: Command): void {
  sampled(
    command(program, 'Teach and claim:', 'contribute', 'teach a model; stakes the deposit that it asks for'),
  )
    .option('--file <samples>', `contribute every line of a file, in batches: ${lines}`)
    .option('--label <class>', 'the class: its name, or its number')
    .option('--max-deposit <ether>', 'do not contribute when the deposit is above this')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addHelpText(
      'after',
      examples(
        'cotrain contribute "thanks, I wrote a patch" --label ham --account 1',
        'cotrain contribute --numbers "39.1, 18.7, 181, 3750" --label Adelie --model penguins',
        'cotrain contribute --file samples.txt --model reviews',
      ),
    )
    .action(run(() => import('./commands/contribute.ts')))

  for (const [name, description, module] of [
    [
      'refund',
      'get deposits back for contributions that the model agrees with',
      () => import('./commands/refund.ts'),
    ],
    [
      'take',
      'take your share of deposits for contributions that the model disagrees with',
      () => import('./commands/take.ts'),
    ],
  ] as const) {
    command(program, 'Teach and claim:', name, description)
      .option('--index <n>', 'this contribution (see: cotrain status)', parseInteger(0, 2 ** 32 - 1))
      .option('--all', `all that can be claimed now`)
      .addOption(model())
      .addOption(rpc())
      .addOption(account())
      .addOption(keystore())
      .addHelpText('after', examples(`cotrain ${name} --all`, `cotrain ${name} --index 3 --account 1`))
      .action(run(module))
  }
}

function addDeploy(program: Command): void {
  fromFile(
    command(
      program,
      'Make models:',
      'deploy',
      'put a model file on a chain; continues an upload that was broken off',
    ),
  )
    .option('--data <file>', `samples to measure what rounding costs: ${lines}`)
    .option('--name <text>', 'name of the model (default: the file’s)')
    .option('--description <text>', 'a sentence about the model (default: the file’s)')
    .option('--weight-bits <n>', 'bits of a weight, 8 to 16, or auto', parseWeightBits, 'auto')
    .option(
      '--deposit-weight <gwei>',
      'the deposit is 3600 of these right after a contribution, 60 an hour later',
      parseInteger(0, 2 ** 40 - 1),
      16_667,
    )
    .addOption(
      duration('--refund-time <duration>', 'until a contribution can be refunded or taken', 86_400, '1d'),
    )
    .addOption(duration('--owner-time <duration>', 'until the owner may take what is left', 604_800, '7d'))
    .addOption(duration('--any-time <duration>', 'until anyone may take what is left', 777_600, '9d'))
    .option(
      '--max-classes <n>',
      'classes that naive Bayes or centroids may have once some are added (default: those of the file, 2 at least)',
      parseInteger(2, 64),
    )
    .option('--open-classes', 'let anybody add classes, not the owner only')
    .option('--dry-run', 'say what it would cost, and send nothing')
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addHelpText(
      'after',
      examples(
        'cotrain deploy model.json',
        'cotrain deploy model.json --dry-run',
        'cotrain deploy model.onnx --about about.json',
        'cotrain deploy model.json --name "My filter" --refund-time 1h --owner-time 1d --any-time 2d',
      ),
    )
    .action(run(() => import('./commands/deploy.ts')))
}

function addClasses(program: Command): void {
  command(program, 'Make models:', 'add-class', 'add an empty class to naive Bayes or centroids')
    .argument('<name>', 'what the class is called')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addHelpText('after', examples('cotrain add-class newsletter --model naive-bayes-drt:0'))
    .action(run(() => import('./commands/addClass.ts')))
}

function addFiles(program: Command): void {
  fromFile(
    command(program, 'Make models:', 'import', 'check a model file, and say what contracts make of it'),
  )
    .option('--data <file>', `samples to measure accuracy with: ${lines}`)
    .option('--weight-bits <n>', 'bits of a weight, 8 to 16, or auto', parseWeightBits, 'auto')
    .option('--out <file>', 'write the model there as JSON')
    .addHelpText(
      'after',
      examples('cotrain import model.json --data samples.txt', 'cotrain import model.onnx --out model.json'),
    )
    .action(run(() => import('./commands/import.ts')))

  fromFile(
    command(program, 'Make models:', 'evaluate', 'measure a model file on labelled samples, without a chain'),
  )
    .requiredOption('--data <file>', `samples: ${lines}`)
    .option('--weight-bits <n>', 'bits of a weight, 8 to 16, or auto', parseWeightBits, 'auto')
    .addHelpText('after', examples('cotrain evaluate model.json --data held-out.txt --json'))
    .action(run(() => import('./commands/evaluate.ts')))

  command(program, 'Make models:', 'export', 'write a live model to a file')
    .argument('[model]', 'id or name of the model')
    .addOption(
      new Option('--format <name>', 'format of the file')
        .choices(['json', 'sklearn', 'scikit-learn', 'onnx'])
        .default('json'),
    )
    .option('--block <n>', 'as the model was after this block', parseInteger(0, 2 ** 40))
    .option('--out <file>', 'write it there (default: standard output)')
    .addOption(rpc())
    .addHelpText(
      'after',
      examples(
        'cotrain export penguins --out penguins.json',
        'cotrain export reviews --format onnx --out reviews.onnx',
      ),
    )
    .action(run(() => import('./commands/export.ts')))

  command(program, 'Make models:', 'encode', 'turn a text or numbers into what a model sees')
    .argument('[text]', 'the text, or numbers with commas')
    .option('--stdin', 'read the text from standard input')
    .option('--model <file or id>', 'a model file, or a model on the chain')
    .option('--about <file>', about)
    .option('--vocabulary <file>', words)
    .option('--encoder <name>', 'an encoder by name, such as murmur3-v1:12')
    .addOption(rpc())
    .addHelpText(
      'after',
      examples(
        'cotrain encode "hello world" --encoder murmur3-v1:12',
        'cotrain encode --model model.json --stdin < mail.txt',
      ),
    )
    .action(run(() => import('./commands/encode.ts')))
}

function addSimulate(program: Command): void {
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
    .action(run(() => import('./commands/simulate.ts')))
}

const collect = (value: string, before: readonly string[]) => [...before, value]

function command(
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
function sampled(target: Command): Command {
  return target
    .argument('[text]', 'the text')
    .option('--stdin', 'read the text from standard input')
    .option('--features <indices>', 'the indices of the features instead of a text, such as "1 5 9"')
    .option('--numbers <list>', 'the numbers that a dense model takes, such as "39.1, 18.7, 181, 3750"')
}

/** The options by which a command takes a model file. */
function fromFile(target: Command): Command {
  return target
    .argument('[file]', 'model file: JSON of Cotrain or older ones, JSON of scikit-learn, or ONNX')
    .option('--model <file>', 'the same')
    .option('--about <file>', about)
    .option('--vocabulary <file>', words)
}

const lines = '"LABEL i1 i2 …" on each line, of a dense model "LABEL,x1,x2,…"'
const about = 'JSON file of what the model file has no place for, such as classes and vocabulary'
const words = 'words of the features, one a line, when the model file has none'

const rpc = () =>
  new Option('--rpc <url>', 'node of the chain').argParser(parseUrl).default(defaultRpc).env('COTRAIN_RPC')
const duration = (flags: string, description: string, value: number, text: string) =>
  new Option(flags, description).argParser(parseDuration).default(value, text)
const model = () => new Option('--model <id>', 'id or name of the model')
const account = () =>
  new Option('--account <n>', 'development account of a local chain').argParser(parseInteger(0, 999))
const keystore = () =>
  new Option('--keystore <file>', 'keystore file; asks for the password, or takes COTRAIN_PASSWORD')

const examples = (...lines: string[]) => `\nExamples:\n${lines.map(line => `  $ ${line}`).join('\n')}`
