import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import type { DatasetRow } from '@cotrain/sdk'
import { CliError } from '../errors.ts'

/** A line that is longer is none of ours: a sample has at most 4,096 bytes, and a vocabulary's words 200 characters. */
const longest = 1 << 22

/**
 * The lines of a file, one by one, without their ends. The last one needs none; a carriage return is a part of a line.
 *
 * @throws CliError at a line of more than four million characters
 */
export async function* readLines(path: string): AsyncGenerator<string, void> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const bytes of createReadStream(path)) {
    const lines = (rest + decoder.write(bytes as Buffer)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > longest)
      throw new CliError(`${path} has a line that is too long to be one of a data set.`)
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}

/** A file that has a line for each row, and perhaps one before. */
type Lined = {
  name: string
  /** The first line, with its end. */
  header?: string
  /** The line of a row; with its end or without. */
  expected: (row: DatasetRow) => string
}

/** Lines that are told; behind a row that is missing, all others are wrong. */
const told = 3

/** Compares a file line by line with what rows say. */
export class LineCheck {
  readonly #file: Lined
  readonly #lines: AsyncGenerator<string, void>
  readonly #problems: string[] = []
  #number = 0

  constructor(folder: string, file: Lined) {
    this.#file = file
    this.#lines = readLines(join(folder, file.name))
  }

  async add(row: DatasetRow): Promise<void> {
    await this.#begin()
    if (this.#problems.length >= told) return
    await this.#compare(this.#file.expected(row), `is not what contribution ${row.index} is in samples.jsonl`)
  }

  /** Whether the file ends where the rows do. @returns What is wrong. */
  async finish(): Promise<readonly string[]> {
    await this.#begin()
    if (this.#problems.length < told) {
      const { done } = await this.#lines.next()
      if (!done) this.#problems.push(`${this.#file.name} has more lines than there are rows`)
    }
    await this.#lines.return()
    return this.#problems
  }

  async #begin(): Promise<void> {
    const { header } = this.#file
    if (this.#number === 0 && header !== undefined) await this.#compare(header, 'has other columns')
  }

  async #compare(expected: string, what: string): Promise<void> {
    const { value, done } = await this.#lines.next()
    this.#number++
    if (!done && value === expected.replace(/\n$/, '')) return
    this.#problems.push(`${this.#file.name}, line ${this.#number}, ${done ? 'is missing' : what}`)
  }
}
