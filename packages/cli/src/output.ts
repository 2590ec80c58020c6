import { createColors } from 'picocolors'

/** What a command prints: one result on stdout, everything else on stderr. */
export type Output = {
  json: boolean
  /** Prints the result: `document` as JSON with --json, else the text that `human` makes. Called once. */
  result: (document: unknown, human: () => string) => void
  /** Prints what goes on, to stderr. */
  log: (text: string) => void
  /** Whether stderr is a terminal, so that a progress bar makes sense. */
  interactive: boolean
  /** Colours for stdout; plain when it is not a terminal. */
  colors: ReturnType<typeof createColors>
}

/**
 * @param json Whether the result is wanted as one JSON document.
 * @param isDryRun Whether nothing is sent: the document says so.
 */
export function createOutput(json: boolean, isDryRun = false): Output {
  const marked = (document: unknown) =>
    isDryRun && isObject(document) ? { dryRun: true, transactions: [], ...document } : document
  return {
    json,
    result: (document, human) =>
      process.stdout.write(
        `${json ? toJson(marked(document)) : printable(human(), usesColor(process.stdout))}\n`,
      ),
    log: text => process.stderr.write(`${printable(text, usesColor(process.stderr))}\n`),
    interactive: process.stderr.isTTY === true,
    colors: createColors(usesColor(process.stdout)),
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether to colour what goes to `stream`: terminals, unless NO_COLOR is set. */
export function usesColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

/**
 * A text as it may go to a terminal: without control characters, which names and files of strangers may have, but for
 * line ends, tabs and, where they are wanted, the codes of colours.
 */
export function printable(text: string, colored: boolean): string {
  const controls =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
    /(\u001b\[\d{1,2}m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
  return text.replace(controls, (_, color?: string) => (colored ? (color ?? '') : ''))
}

/**
 * JSON on one line; big integers (wei, mostly) become strings of decimals. What a terminal would obey is escaped, so that
 * it says the same to whoever parses it.
 */
export function toJson(document: unknown): string {
  const json = JSON.stringify(document, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The document that stands for a failure under --json. */
export function errorJson(error: { code: string; message: string; hints: readonly string[] }): string {
  return `${toJson({ error })}\n`
}

/**
 * Lays out rows in columns, two spaces apart.
 *
 * @param right The numbers of the columns that stand flush right.
 */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, plain(cell).length)
  }
  const pad = (cell: string, i: number) => {
    const space = ' '.repeat((widths[i] ?? 0) - plain(cell).length)
    return right.includes(i) ? space + cell : cell + space
  }
  return rows.map(row => row.map(pad).join('  ').trimEnd()).join('\n')
}

function plain(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colour codes of terminals begin with one
  return cell.replaceAll(/\u001b\[\d+m/g, '')
}
