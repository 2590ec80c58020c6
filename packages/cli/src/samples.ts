import { text as readAll } from 'node:stream/consumers'
import { createIndexEncoder, type Model, type Sample } from '@cotrain/sdk'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'

/** How a command takes one sample: a text argument, standard input, or indices. */
export type SampleOptions = { stdin?: boolean; features?: string }

/**
 * The text that the user gave.
 *
 * @throws CliError when there is none, or several.
 */
export async function readText(argument: string | undefined, options: { stdin?: boolean }): Promise<string> {
  if (argument !== undefined && options.stdin) throw new CliError('Give a text or --stdin, not both.')
  if (options.stdin) return readAll(process.stdin)
  if (argument === undefined) throw new CliError('Give a text, or --stdin to read one.')
  return argument
}

/**
 * The sample that the user gave for `model`: indices as they are, texts through the model's encoder.
 *
 * @throws CliError when there is none, or several; errors of the encoder.
 */
export async function readSample(
  client: Connection,
  model: Model,
  argument: string | undefined,
  options: SampleOptions,
): Promise<Sample> {
  const ways = [argument !== undefined, options.stdin, options.features !== undefined].filter(Boolean).length
  if (ways !== 1) {
    throw new CliError(
      `Give ${ways === 0 ? 'a sample' : 'one sample'}: a text, --stdin, or --features "1 5 9".`,
    )
  }
  if (options.features !== undefined) {
    return createIndexEncoder(model.classifierOptions.featureCount).encode(options.features)
  }
  const encoder = await client.getEncoder({ model })
  return encoder.encode(await readText(argument, options))
}

/**
 * The class that the user names: by its number or, in any case, by its name.
 *
 * @throws CliError when the model has no such class.
 */
export function readLabel(model: Model, text: string): number {
  const { classes } = model.metadata
  const wanted = text.trim().toLowerCase()
  const byName = classes.findIndex(name => name.trim().toLowerCase() === wanted)
  if (byName >= 0) return byName
  if (/^\d+$/.test(wanted) && Number(wanted) < classes.length) return Number(wanted)
  throw new CliError(`The model has no class "${text}".`, [`Its classes: ${describeClasses(classes)}.`])
}

/** `0 = not spam, 1 = spam` */
export function describeClasses(classes: readonly string[]): string {
  return classes.map((name, label) => `${label} = ${name}`).join(', ')
}
