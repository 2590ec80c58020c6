import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import type { JsonValue } from '../results/types.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'

/** What tells a file of one kind and scenario from another. */
type Header = { format: string; scenario: JsonValue }

/** Runs of a sweep, or trials of a search, on disk, a line each behind a header; what an interrupted one goes on from. */
export class Lines<item> {
  readonly path: string
  /** Those that were there already. */
  readonly done: readonly item[]

  /**
   * Opens the file, or begins it.
   * @throws ScenarioError when it is of another scenario.
   */
  constructor(path: string, header: Header) {
    this.path = path
    const [first, ...runs] = existsSync(path) ? readWhole(path) : []
    if (first === undefined) {
      writeFileSync(path, `${JSON.stringify(header)}\n`)
      this.done = []
      return
    }
    const known = first as Header
    if (
      known.format !== header.format ||
      JSON.stringify(known.scenario) !== JSON.stringify(header.scenario)
    ) {
      throw new ScenarioError([`${path} holds runs of another scenario: remove it, or name another file`])
    }
    this.done = runs as item[]
  }

  /** Adds one, at once. */
  add(item: item): void {
    appendFileSync(this.path, `${JSON.stringify(item)}\n`)
  }

  /** Removes the file. */
  remove(): void {
    rmSync(this.path)
  }
}

/** What tells the runs of a sweep apart. */
export function keyOf({ seed, point }: { seed: number; point: Readonly<Record<string, JsonValue>> }): string {
  return JSON.stringify([seed, point])
}

/** The documents of the file; a last line that was not finished is cut off. */
function readWhole(path: string): unknown[] {
  const text = readFileSync(path, 'utf8')
  const end = text.lastIndexOf('\n') + 1
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)))
  return text
    .slice(0, end)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}
