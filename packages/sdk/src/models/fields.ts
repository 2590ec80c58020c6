import { unshownIn } from '../metadata/plainText.ts'
import { ModelFileError } from './errors.ts'

/** A JSON object, its field names not known yet. */
export type Fields = Record<string, unknown>

/** Readers of single fields: each returns what it checked or throws a ModelFileError that names the path. */
export function object(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelFileError(path, `is ${show(value)}, not an object`, 'Write { … } with the fields in it.')
  }
  return value as Fields
}

export function list(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) return value
  throw new ModelFileError(path, `is ${show(value)}, not a list`, 'Write a list: [ … ].')
}

export function text(value: unknown, path: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new ModelFileError(path, `is ${show(value)}, not a text`, 'Write a text in quotes that is not empty.')
}

/** A text that is shown as a name: on one line, of characters that can be seen. */
export function line(value: unknown, path: string): string {
  const name = text(value, path)
  const unshown = unshownIn(name)
  if (unshown === undefined) return name
  throw new ModelFileError(
    path,
    `has a character that cannot be shown (${unshown})`,
    'Write it on one line, without control characters.',
  )
}

export function finite(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new ModelFileError(
    path,
    `is ${show(value)}, not a number`,
    'Write a finite number without quotes, like -0.25.',
  )
}

export function positive(value: unknown, path: string): number {
  const number = finite(value, path)
  if (number > 0) return number
  throw new ModelFileError(path, `is ${number}`, 'Write a number above 0.')
}

/** A whole number from 0 to `below - 1`. */
export function whole(value: unknown, path: string, below: number = Number.MAX_SAFE_INTEGER): number {
  const number = finite(value, path)
  if (Number.isInteger(number) && number >= 0 && number < below) return number
  throw new ModelFileError(path, `is ${number}`, `Write a whole number from 0 to ${below - 1}.`)
}

/** The name of a field of `{ "featureIndex": value }`, as a number. */
export function indexKey(key: string, path: string, below: number): number {
  if (/^(0|[1-9]\d*)$/.test(key)) return whole(Number(key), `${path}["${key}"] index`, below)
  throw new ModelFileError(
    `${path}["${key}"]`,
    'is not named by an index',
    'Name it by a feature: "0", "1", "2", …',
  )
}

/** Class names: as many as `count` says, or at least `least`, all different. */
export function classNames(value: unknown, path: string, count?: number, least = 2): string[] {
  const names = list(value, path).map((name, i) => line(name, `${path}[${i}]`))
  if (count === undefined ? names.length < least : names.length !== count) {
    const wanted = count === undefined ? 'at least two' : `exactly ${count}`
    throw new ModelFileError(
      path,
      `has ${names.length} names`,
      `Name ${wanted} classes, the class of label 0 first.`,
    )
  }
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) !== i) {
      throw new ModelFileError(
        `${path}[${i}]`,
        `repeats the name "${name}"`,
        'Give each class a name of its own.',
      )
    }
  }
  return names
}

/** Old files write null for what they do not have. */
export function present(value: unknown): boolean {
  return value !== undefined && value !== null
}

function show(value: unknown): string {
  if (value === undefined) return 'missing'
  const json = JSON.stringify(value)
  return json.length > 40 ? `${json.slice(0, 37)}…` : json
}
