/** Characters that are not shown themselves but change how or where others are: controls, turns of direction, tags. */
const unshown = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u
/** Joiners, which emoji and some scripts are written with. */
const joiners = ['\u200c', '\u200d']

/**
 * Text of strangers on one line, safe to show as text: line ends and other blanks become single spaces, and characters
 * that are not shown themselves, such as escape sequences and turns of the writing direction, are left out.
 *
 * @param max At most so many UTF-16 units are kept; the cut falls between characters as people see them.
 */
export function plainLine(text: string, max: number): string {
  return cut(singleSpaced(text), max).trim()
}

/** As {@link plainLine}, but line ends stay. */
export function plainLines(text: string, max: number): string {
  const lines = text.replace(/\r\n?|\u2028|\u2029/gu, '\n').split('\n')
  return cut(lines.map(singleSpaced).join('\n'), max).trim()
}

/**
 * The first character of a text that a name must not have: one that is not shown itself, or a line end.
 *
 * @returns As `U+001B`, or undefined when there is none.
 */
export function unshownIn(text: string): string | undefined {
  const found = [...text].find(char => /[\n\r\u2028\u2029]/.test(char) || isUnshown(char))
  return found && `U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
}

const isUnshown = (char: string) => unshown.test(char) && !joiners.includes(char)

/** Blanks become single spaces, also where only what is not shown stood between them. */
function singleSpaced(line: string): string {
  return withoutUnshown(line.replace(/\s+/gu, ' ')).replace(/ {2,}/gu, ' ')
}

function withoutUnshown(text: string): string {
  return unshown.test(text) ? [...text].filter(char => !isUnshown(char)).join('') : text
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (kept.length + segment.length > max) break
    kept += segment
  }
  return kept === '' ? [...text.slice(0, max)].join('') : kept
}
