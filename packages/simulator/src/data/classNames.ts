/**
 * The classes of samples that have labels and no list of classes: each label is the name of one, in the order of the
 * numbers where all are whole numbers, else of the letters. Two classes at least.
 */
export function classNamesOf(labels: Iterable<string>): string[] {
  const names = [...new Set(labels)]
  if (!names.every(name => /^(0|[1-9]\d*)$/.test(name))) return names.sort()
  if (names.length < 2)
    return Array.from({ length: Math.max(2, Number(names[0] ?? 0) + 1) }, (_, i) => String(i))
  return names.sort((a, b) => Number(a) - Number(b))
}
