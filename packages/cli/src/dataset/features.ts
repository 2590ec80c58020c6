import { type DatasetCard, type DatasetRow, unpackSample } from '@cotrain/sdk'
import { FeatureFileError, parseFeatureFile, parseNumbersFile } from '@cotrain/sdk/data'

/**
 * Makes the lines of the file that `cotrain evaluate --data` and `cotrain contribute --file` read: `LABEL i1 i2 …`, or of
 * a dense model `LABEL,x1,x2,…`. The label is the class that the model has learned, else the one that its contributor
 * said.
 *
 * @returns undefined where no such file can be read again: classes of the same name, or with quotes and digits; numbers that
 * are not known.
 */
export function featureLines({ samples, model }: DatasetCard): ((row: DatasetRow) => string) | undefined {
  const { kind, tells } = samples
  if (kind === 'dense' && tells !== 'numbers') return undefined
  const labels = model.classes.map((_, label) => labelOf(model.classes, label, kind))
  if (labels.includes(undefined)) return undefined
  return row => {
    const label = labels[row.learned ?? row.label]!
    if (kind === 'dense') return `${[label, ...(row.numbers ?? [])].join(',')}\n`
    return `${[label, ...unpackSample(row.sample)].join(' ')}\n`
  }
}

/**
 * How a class is written so that it is read again, whatever indices follow: by its name where all names are plain words,
 * else in double quotes, or by its position where names have quotes themselves and no digits.
 *
 * @returns undefined where several classes are called so.
 */
function labelOf(classes: readonly string[], label: number, kind: 'sparse' | 'dense'): string | undefined {
  const text = wayOf(classes)?.(classes[label]!, label)
  if (text === undefined) return undefined
  try {
    const [read] =
      kind === 'dense' ? parseNumbersFile(`${text},1`, classes, 1) : parseFeatureFile(`${text} 1`, classes)
    return read?.label === label ? text : undefined
  } catch (error) {
    if (error instanceof FeatureFileError) return undefined
    throw error
  }
}

function wayOf(classes: readonly string[]): ((name: string, label: number) => string) | undefined {
  if (classes.every(name => /^[\p{L}_-]+$/u.test(name))) return name => name
  if (!classes.some(name => name.includes('"'))) return name => `"${name}"`
  return classes.some(name => /\d/.test(name)) ? undefined : (_, label) => String(label)
}
