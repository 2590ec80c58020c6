import { type Command, Option } from 'commander'
import { parseHeldOut, parseInteger } from '../parse.ts'
import { argument, byDefault, type Given, parsed, text } from './given.ts'
import { addCommand, table } from './options.ts'

const hash: Given<number | true | undefined> = {
  make: () => [
    new Option(
      '--hash [bits]',
      'hash the words of texts to 2^bits features instead (default: 12 bits)',
    ).argParser(parseInteger(1, 16)),
  ],
}

export const trainOptions = {
  classifier: text(
    '<name>',
    'such as perceptron, logistic-regression, naive-bayes, nearest-centroid (default: all that suit the samples are tried)',
  ),
  out: text('<file>', 'write the model there (default: DATA.model.json, in this folder)'),
  heldOut: byDefault(parsed('<share>', 'share of each class that training never sees', parseHeldOut), 0.2),
  seed: byDefault(
    parsed('<n>', 'of the split and the order of the samples', parseInteger(0, 2 ** 31 - 1)),
    1,
  ),
  epochs: byDefault(
    parsed('<n>', 'passes over the samples, of perceptrons and logistic regression', parseInteger(1, 10_000)),
    20,
  ),
  vocabulary: parsed(
    '<size>',
    'so many words of texts, those that say most about the class (default: 4000)',
    parseInteger(1, 65_536),
  ),
  hash,
  encoder: text(
    '<name>',
    'texts by what they mean instead of their words: static-words-100-v1, or use-lite-512-v1 (to be installed)',
  ),
  name: text('<text>', 'name of the model (default: that of the file)'),
  description: text('<text>', 'a sentence about the model'),
  ...table,
}

/** The command that trains a model on samples. */
export function addTrain(program: Command): void {
  addCommand(program, {
    group: 'Make models:',
    name: 'train',
    description: 'train a model on a table of samples, in the integers of its contract',
    takes: [argument('data', 'the table: CSV, TSV and the like, plain or .gz', String)],
    options: trainOptions,
    examples: [
      'cotrain train mails.csv --text body --label class --out filter.json',
      'cotrain train penguins.csv --label species --classifier nearest-centroid',
      'cotrain train mails.tsv --text 1 --label 0 --no-header --hash 14 --seed 7',
      'cotrain train wishes.csv --text wish --label intent --encoder static-words-100-v1',
    ],
    load: () => import('../commands/train.ts'),
  })
}
