import { parseArgs } from 'node:util'

/** What the command line asks for; `seeds` and `threads` undefined where it does not say. */
export type Options = {
  long: boolean
  only: string | undefined
  seeds: number | undefined
  threads: number | undefined
  /** A folder in which runs are kept, and from which those of other machines are taken. */
  lines: string | undefined
  /** Which part of all runs to run, without making pages of them. */
  shard: { index: number; count: number } | undefined
}

/** @throws Error that names the option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      long: { type: 'boolean', default: false },
      only: { type: 'string' },
      seeds: { type: 'string' },
      threads: { type: 'string' },
      lines: { type: 'string' },
      shard: { type: 'string' },
    },
  })
  const { long, only, lines } = values
  const shard = shardOf(values.shard)
  if (shard && lines === undefined) throw new Error('--shard: name the folder for its runs with --lines')
  return {
    long,
    only,
    seeds: positive('seeds', values.seeds),
    threads: positive('threads', values.threads),
    lines,
    shard,
  }
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new Error(`--${name} ${text}: must be a whole number from 1`)
}

function shardOf(text: string | undefined): Options['shard'] {
  if (text === undefined) return undefined
  const [index = 0, count = 0, ...more] = text.split('/').map(Number)
  const isPart = Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count
  if (isPart && more.length === 0) return { index, count }
  throw new Error(`--shard ${text}: must be a part of all, such as 2/8`)
}
