import { type Command, Option } from 'commander'
import { parseInteger } from '../parse.ts'
import { run } from '../run.ts'
import { mechanismFlag, mechanismFlags } from './mechanisms.ts'
import {
  about,
  account,
  command,
  examples,
  fromFile,
  keystore,
  lines,
  model,
  rpc,
  timeout,
  weightBits,
  words,
} from './options.ts'
import { tabled } from './tableFlags.ts'

/** The commands that make models: from files, and files of them. */
export function addMake(program: Command): void {
  addDeploy(program)
  addClasses(program)
  addFiles(program)
}

function addDeploy(program: Command): void {
  const deploy = fromFile(
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
    .addOption(weightBits())
    .option(
      '--max-classes <n>',
      'classes that naive Bayes or centroids may have once some are added (default: those of the file, 2 at least)',
      parseInteger(2, 64),
    )
    .option('--open-classes', 'let anybody add classes, not the owner only')
    .option('--dry-run', 'say what it would cost, and send nothing')
    .addOption(mechanismFlag())
  for (const flag of mechanismFlags()) deploy.addOption(flag)
  deploy
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addOption(timeout())
    .addHelpText(
      'after',
      examples(
        'cotrain deploy model.json',
        'cotrain deploy model.json --dry-run',
        'cotrain deploy model.onnx --about about.json',
        'cotrain deploy model.json --mechanism points --daily-cap 100',
        'cotrain deploy model.json --name "My filter" --refund-time 1h --owner-time 1d --any-time 2d',
      ),
    )
    .action(run(() => import('../commands/deploy.ts')))
}

function addClasses(program: Command): void {
  command(program, 'Make models:', 'add-class', 'add an empty class to naive Bayes or centroids')
    .argument('<name>', 'what the class is called')
    .addOption(model())
    .addOption(rpc())
    .addOption(account())
    .addOption(keystore())
    .addOption(timeout())
    .addHelpText('after', examples('cotrain add-class newsletter --model deposits:0'))
    .action(run(() => import('../commands/addClass.ts')))
}

function addFiles(program: Command): void {
  fromFile(
    command(program, 'Make models:', 'import', 'check a model file, and say what contracts make of it'),
  )
    .option('--data <file>', `samples to measure accuracy with: ${lines}`)
    .addOption(weightBits())
    .option('--out <file>', 'write the model there as JSON')
    .addHelpText(
      'after',
      examples('cotrain import model.json --data samples.txt', 'cotrain import model.onnx --out model.json'),
    )
    .action(run(() => import('../commands/import.ts')))

  const evaluate = fromFile(
    command(program, 'Make models:', 'evaluate', 'measure a model file on labelled samples, without a chain'),
  )
    .requiredOption('--data <file>', `samples: ${lines}; or a table, whose columns are named`)
    .addOption(weightBits())
  tabled(evaluate)
    .addHelpText(
      'after',
      examples(
        'cotrain evaluate model.json --data held-out.txt --json',
        'cotrain evaluate model.json --data mails.csv --text body --label class',
      ),
    )
    .action(run(() => import('../commands/evaluate.ts')))

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
    .action(run(() => import('../commands/export.ts')))

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
    .action(run(() => import('../commands/encode.ts')))
}
