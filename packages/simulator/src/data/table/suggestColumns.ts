import type { ColumnPreview } from './previewTable.ts'

/** Which columns are likely to be what, by their positions. */
export type Suggestion = {
  /** Undefined where no column looks like labels. */
  label: number | undefined
  /** The column of the texts; undefined where the samples are numbers. */
  text: number | undefined
  /** The columns of numbers, but for the label and those that count the rows. */
  features: number[]
}

/** A contract knows so many classes. */
const mostClasses = 64
/** Cells of fewer words are names rather than texts. */
const leastWords = 2.5

const labelNames =
  /^(labels?|class(es)?|classification|categor(y|ies)|targets?|species|sentiment|tag|intent|y)$/i
const textNames =
  /^(texts?|body|messages?|mails?|sentences?|comments?|reviews?|content|description|titles?)$/i
const countNames = /^(id|ids|index|row|nr|no|number|#)$/i

/** What the columns of a table are likely to be. `count`: how many samples it has. */
export function suggestColumns(columns: readonly ColumnPreview[], count: number): Suggestion {
  const label = suggestLabel(columns, count)
  const text = suggestText(columns, label)
  const features = [...columns.keys()].filter(i => i !== label && isFeature(columns[i]!))
  return {
    label,
    text: text !== undefined && prefersText(columns[text]!, features) ? text : undefined,
    features,
  }
}

/** By its name; else the last one, or the first, whose cells repeat. */
function suggestLabel(columns: readonly ColumnPreview[], count: number): number | undefined {
  const able = [...columns.keys()].filter(i => {
    const { distinct } = columns[i]!
    return distinct >= 2 && distinct <= mostClasses && distinct < count
  })
  const named = able.filter(i => labelNames.test(columns[i]!.name))
  const words = able.filter(i => !columns[i]!.numbers && columns[i]!.words < leastWords)
  const ends = [columns.length - 1, 0].filter(i => able.includes(i) && columns[i]!.words < leastWords)
  return named[0] ?? words.at(-1) ?? ends[0] ?? able[0]
}

/** By its name; else the one with the most words. */
function suggestText(columns: readonly ColumnPreview[], label: number | undefined): number | undefined {
  const able = [...columns.keys()].filter(
    i => i !== label && !columns[i]!.numbers && columns[i]!.distinct > 1,
  )
  const named = able.find(i => textNames.test(columns[i]!.name))
  return (
    named ??
    able.reduce<number | undefined>(
      (a, b) => (a !== undefined && columns[a]!.words >= columns[b]!.words ? a : b),
      undefined,
    )
  )
}

function prefersText({ name, words }: ColumnPreview, features: readonly number[]): boolean {
  return features.length === 0 || words >= leastWords || textNames.test(name)
}

function isFeature({ name, numbers, counts }: ColumnPreview): boolean {
  return numbers && !(counts && (countNames.test(name) || name.startsWith('column ')))
}
