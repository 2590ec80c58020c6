import { withoutKeys } from '@cotrain/sdk'
import pino from 'pino'
import { printable } from '../output.ts'
import type { LogLevel } from './levels.ts'

/** What is needed of a stream that logs go to. */
type Sink = { isTTY?: boolean | undefined; write: (text: string) => unknown }

export type LogOptions = {
  level?: LogLevel | undefined
  /** What writes, such as `keeper`. */
  name?: string | undefined
  /** @default stderr */
  to?: Sink | undefined
}

/**
 * A log of JSON lines, on a terminal of lines for people. Nodes' addresses lose their keys in it, and texts of strangers
 * what would move a terminal's cursor.
 */
export function createLog({ level = 'info', name, to = process.stderr }: LogOptions = {}): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: name === undefined ? {} : { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
  }
  return pino(options, {
    write: line => {
      const entry = safe(JSON.parse(line)) as Record<string, unknown>
      to.write(to.isTTY ? forPeople(entry) : `${JSON.stringify(entry)}\n`)
    },
  })
}

/** A value with every text in it as it may be printed. */
function safe(value: unknown): unknown {
  if (typeof value === 'string') return printable(withoutKeys(value), false)
  if (Array.isArray(value)) return value.map(safe)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, safe(each)]))
}

function forPeople({ time, level, name, msg, ...rest }: Record<string, unknown>): string {
  const clock = String(time).slice(11, 19)
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${inLine(value)}`)
  const mark = level === 'info' ? '' : ` ${level}:`
  return `${clock}${mark} ${[inLine(msg), ...facts].join('  ')}\n`
}

/** In one line: names of strangers have no lines of their own. */
function inLine(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.replaceAll(/\s+/g, ' ')
}
