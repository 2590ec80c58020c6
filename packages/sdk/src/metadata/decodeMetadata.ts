import { isLicense } from './license.ts'
import { isSafeLink, type ModelMetadata, maxLengths } from './ModelMetadata.ts'
import { plainLine, plainLines } from './plainText.ts'

export type DecodedMetadata = {
  metadata: ModelMetadata
  /** What was wrong with the document and is replaced by safe values; for people. */
  warning: string | undefined
}

/**
 * Reads the metadata of a model that may be a stranger's. It never throws: what is missing or unsafe is replaced, and
 * `warning` says so. Texts are cut to a sane length and freed of control characters, and all but the description stand on one line; show
 * them as text, never as HTML.
 *
 * @param fallback - The name and the encoder of a model that has none, and how many classes it has
 */
export function decodeMetadata(
  document: string,
  fallback: { name: string; encoder: string; classCount: number },
): DecodedMetadata {
  const problems: string[] = []
  const fields = parseObject(document)
  if (!fields) problems.push('it is not a JSON object')

  const text = (name: string, value: unknown, max: number, plain = plainLine): string | undefined => {
    const clean = typeof value === 'string' ? plain(value, max) : ''
    if (clean === '' || clean !== value) problems.push(`its ${name} is missing or not plain text`)
    return clean === '' ? undefined : clean
  }

  const name = text('name', fields?.name, maxLengths.name) ?? fallback.name
  const encoder = text('encoder', fields?.encoder, maxLengths.encoder) ?? fallback.encoder
  const given = Array.isArray(fields?.classes) ? fields.classes : []
  const classes = Array.from(
    { length: fallback.classCount },
    (_, i) => text(`class ${i}`, given[i], maxLengths.class) ?? `class ${i}`,
  )
  const description =
    fields?.description === undefined
      ? undefined
      : text('description', fields.description, maxLengths.description, plainLines)
  const links = safeLinks(fields?.links, problems)
  const license = safeLicense(fields?.license, problems)

  return {
    metadata: {
      name,
      ...(description === undefined ? {} : { description }),
      classes,
      encoder,
      ...(links === undefined ? {} : { links }),
      ...(license === undefined ? {} : { license }),
    },
    warning: problems.length === 0 ? undefined : `The model's metadata is not valid: ${problems.join('; ')}.`,
  }
}

/** A class's name that may be a stranger's, cut and cleaned; undefined when nothing is left of it. */
export function safeClassName(name: string): string | undefined {
  return plainLine(name, maxLengths.class) || undefined
}

function parseObject(document: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(document)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** What is no SPDX expression is left out: it could say anything. */
function safeLicense(value: unknown, problems: string[]): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && isLicense(value)) return value
  problems.push('its license is no SPDX expression')
  return undefined
}

function safeLinks(value: unknown, problems: string[]): Record<string, string> | undefined {
  if (value === undefined) return undefined
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const safe = entries
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .filter(([, url]) => url.length <= maxLengths.link && isSafeLink(url))
    .slice(0, maxLengths.links)
  if (safe.length !== entries.length || entries.length === 0) problems.push('some of its links are not safe')
  return safe.length === 0 ? undefined : Object.fromEntries(named(safe))
}

/** The links by names that can be shown. Names that are equal when they are cut are numbered, so that no link is lost. */
function named(links: readonly (readonly [name: string, url: string])[]): Map<string, string> {
  const byName = new Map<string, string>()
  for (const [name, url] of links) {
    const plain = plainLine(name, maxLengths.class) || new URL(url).host
    let free = plain
    for (let n = 2; byName.has(free); n++) free = `${plain} (${n})`
    byName.set(free, url)
  }
  return byName
}
