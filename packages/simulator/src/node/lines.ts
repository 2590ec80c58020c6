import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
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
    if (existsSync(path)) cutOff(path)
    if (!existsSync(path) || statSync(path).size === 0) writeFileSync(path, `${JSON.stringify(header)}\n`)
    this.done = readLines(path, header)
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

/**
 * The items of a file that is or was written by {@link Lines}; what is not a whole line yet is left out.
 * @throws ScenarioError when it is of another scenario; file errors.
 */
export function readLines<item>(path: string, header: Header): readonly item[] {
  const text = readFileSync(path, 'utf8')
  const [first, ...items] = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
  const known: Header | undefined = first
  if (known?.format !== header.format || JSON.stringify(known.scenario) !== JSON.stringify(header.scenario)) {
    throw new ScenarioError([`${path} holds runs of another scenario: remove it, or name another file`])
  }
  return items
}

/** Cuts off a last line that was not finished. */
function cutOff(path: string): void {
  const text = readFileSync(path, 'utf8')
  const end = text.lastIndexOf('\n') + 1
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)))
}
