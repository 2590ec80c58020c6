import type { Model } from '@cotrain/sdk'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'
import { readSamplesFor } from './modelFiles.ts'
import type { OptionsOf } from './program/given.ts'
import type { table } from './program/options.ts'
import { describedEncoderFor, encoderFor } from './samples.ts'
import type { Lesson } from './sending/teach.ts'
import { isTable, readTableFor, tableFlag } from './tables.ts'

/**
 * The labelled samples of a file for a model on the chain, encoded: one on each line, or those of a table.
 *
 * @throws CliError when there are none, or flags of a table lack the one that names its labels; errors of the file's
 * format, with the line
 */
export async function readLessons(
  client: Connection,
  model: Model,
  path: string,
  flags: OptionsOf<typeof table>,
  log: (text: string) => void,
): Promise<Lesson[]> {
  const flag = flags.features === undefined ? tableFlag(flags) : '--features'
  if (isTable(flags)) {
    const { classifier, metadata } = model
    const encoder = await encoderFor(client, model)
    return readTableFor(path, { classifier, metadata, encoder }, flags, log)
  }
  if (flag !== undefined) {
    throw new CliError(`${flag} is for a table: say which column the labels are in, too.`, [
      'Add --label COLUMN.',
    ])
  }
  const samples = await readSamplesFor(path, model)
  if (samples.length === 0) throw new CliError(`There are no samples in ${path}.`)
  return encodeNumbers(client, model, samples)
}

/** Lists of numbers go through the model's encoder; sets of features are samples already. */
async function encodeNumbers(
  client: Connection,
  model: Model,
  samples: Awaited<ReturnType<typeof readSamplesFor>>,
): Promise<Lesson[]> {
  const encoder =
    samples.some(({ sample }) => Array.isArray(sample)) && (await describedEncoderFor(client, model))
  return samples.map(({ label, sample }) => {
    if (!Array.isArray(sample)) return { label, sample }
    if (!encoder) throw new CliError('The samples have no encoder.')
    return { label, sample: encoder.encode(sample.join(',')) }
  })
}
