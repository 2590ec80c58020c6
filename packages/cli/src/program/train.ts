import type { Command } from 'commander'
import { parseHeldOut, parseInteger } from '../parse.ts'
import { run } from '../run.ts'
import { command, examples } from './options.ts'
import { tabled } from './tableFlags.ts'

/** The command that trains a model on samples. */
export function addTrain(program: Command): void {
  const train = command(
    program,
    'Make models:',
    'train',
    'train a model on a table of samples, in the integers of its contract',
  )
    .argument('<data>', 'the table: CSV, TSV and the like, plain or .gz')
    .option(
      '--classifier <name>',
      'such as perceptron, logistic-regression, naive-bayes, nearest-centroid (default: all that suit the samples are tried)',
    )
    .option('--out <file>', 'write the model there (default: DATA.model.json, in this folder)')
    .option('--held-out <share>', 'share of each class that training never sees', parseHeldOut, 0.2)
    .option('--seed <n>', 'of the split and the order of the samples', parseInteger(0, 2 ** 31 - 1), 1)
    .option(
      '--epochs <n>',
      'passes over the samples, of perceptrons and logistic regression',
      parseInteger(1, 10_000),
      20,
    )
    .option(
      '--vocabulary <size>',
      'so many words of texts, those that say most about the class (default: 4000)',
      parseInteger(1, 65_536),
    )
    .option(
      '--hash [bits]',
      'hash the words of texts to 2^bits features instead (default: 12 bits)',
      parseInteger(1, 16),
    )
    .option('--name <text>', 'name of the model (default: that of the file)')
    .option('--description <text>', 'a sentence about the model')
  tabled(train)
    .addHelpText(
      'after',
      examples(
        'cotrain train mails.csv --text body --label class --out filter.json',
        'cotrain train penguins.csv --label species --classifier nearest-centroid',
        'cotrain train mails.tsv --text 1 --label 0 --no-header --hash 14 --seed 7',
      ),
    )
    .action(run(() => import('../commands/train.ts')))
}
