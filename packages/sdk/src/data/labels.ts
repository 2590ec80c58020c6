import { LabelError } from './errors.ts'

/** What reads labels as the classes of one model. */
export type LabelReader = {
  readonly classes: readonly string[]
  /**
   * The positions of the classes whose names a text is: those that are the same to the letter, or else those that
   * differ by case and spaces only.
   */
  named(text: string): { exact: boolean; positions: readonly number[] }
  /** As {@link findLabel}. */
  read(text: string): number
}

/**
 * The class that a label means. It is the one of that name, to the letter; or else the one whose name differs by case
 * and spaces only; and if no class has such a name, the one of that position: 0, 1, … So in a model of the classes "1"
 * and "2" the label 1 is the first, and 0 as well.
 *
 * @returns The position of the class.
 * @throws LabelError if there is no such class, or several of that name.
 */
export function findLabel(classes: readonly string[], text: string): number {
  return createLabelReader(classes).read(text)
}

/** The same rule for many labels of one model. */
export function createLabelReader(classes: readonly string[]): LabelReader {
  const exact = groupBy(classes, name => name)
  const loose = groupBy(classes, plain)

  function named(text: string) {
    if (text.trim() === '') return { exact: true, positions: [] }
    const same = exact.get(text)
    return { exact: same !== undefined, positions: same ?? loose.get(plain(text)) ?? [] }
  }

  function read(text: string): number {
    const { positions } = named(text)
    if (positions.length === 1) return positions[0]!
    if (positions.length > 1) throw new LabelError(text.trim(), classes, positions)
    const position = text.trim()
    if (/^(0|[1-9]\d{0,8})$/.test(position) && Number(position) < classes.length) return Number(position)
    throw new LabelError(position, classes)
  }

  return { classes, named, read }
}

function groupBy(names: readonly string[], key: (name: string) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [position, name] of names.entries()) {
    const group = groups.get(key(name))
    if (group) group.push(position)
    else groups.set(key(name), [position])
  }
  return groups
}

/** What two names have in common that people do not tell apart. */
function plain(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLowerCase()
}
