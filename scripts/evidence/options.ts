import { parseArgs } from 'node:util'

/** What the command line asks for; `seeds` and `threads` undefined where it does not say. */
export type Options = {
  long: boolean
  only: string | undefined
  seeds: number | undefined
  threads: number | undefined
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
    },
  })
  const { long, only } = values
  return {
    long,
    only,
    seeds: positive('seeds', values.seeds),
    threads: positive('threads', values.threads),
  }
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new Error(`--${name} ${text}: must be a whole number from 1`)
}
