import { type TextEncoding, textEncodings } from '@cotrain/sdk/data'
import { type Command, Option } from 'commander'

/** How commands take a table of samples. */
export type TableFlags = {
  /** The columns, by name or position. */
  text?: string
  label?: string
  features?: string
  delimiter?: string
  encoding?: TextEncoding
  header?: boolean
  quotes?: boolean
}

/** The options by which a command takes a table; of those that it has already, only the others. */
export function tabled(target: Command, { has = [] }: { has?: readonly string[] } = {}): Command {
  const options = [
    new Option(
      '--text <column>',
      'of a table (CSV, TSV): the column of the texts, by name or position (0, 1, …)',
    ),
    new Option('--label <column>', 'of a table: the column of the labels'),
    new Option(
      '--features <columns>',
      'of a table: the columns of the numbers, with commas (default: all but the label)',
    ),
    new Option(
      '--delimiter <character>',
      'what separates the cells, or tab (default: looked for; of .tsv tab)',
    ),
    new Option('--encoding <name>', 'what the table is written in').choices([...textEncodings]),
    new Option('--header', 'the first line has the names of the columns (default: if it looks so)'),
    new Option('--no-header', 'the first line is a sample'),
    new Option('--no-quotes', 'double quotes mean nothing'),
  ]
  for (const option of options) if (!has.includes(option.long ?? '')) target.addOption(option)
  return target
}
