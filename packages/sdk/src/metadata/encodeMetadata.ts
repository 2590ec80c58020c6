import { MetadataError } from '../errors/input.ts'
import { isSafeLink, type ModelMetadata, maxLengths } from './ModelMetadata.ts'

/**
 * The JSON document of valid metadata, with its fields always in the same order: equal metadata, equal text.
 *
 * @param classCount How many classes the model begins with, if the names are to be counted
 * @throws MetadataError when a field is missing, too long, or a link is not a `https:` or `ipfs:` address
 */
export function encodeMetadata(metadata: ModelMetadata, classCount = metadata.classes.length): string {
  const { name, description, classes, encoder, links } = metadata
  const problems = [
    ...textProblems('name', name, maxLengths.name),
    ...(description === undefined || description.length <= maxLengths.description
      ? []
      : [`the description is longer than ${maxLengths.description} characters`]),
    ...(classes.length === classCount
      ? []
      : [`it names ${classes.length} classes, and the model begins with ${classCount}`]),
    ...classes.flatMap((text, i) => textProblems(`class ${i}`, text, maxLengths.class)),
    ...textProblems('encoder', encoder, maxLengths.encoder),
    ...linkProblems(links ?? {}),
  ]
  if (problems.length > 0) throw new MetadataError({ problems })
  const sortedLinks = links && Object.fromEntries(Object.entries(links).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({ name, description, classes, encoder, links: sortedLinks })
}

function textProblems(field: string, text: string, max: number): string[] {
  if (text.trim() === '') return [`${field} is empty`]
  return text.length > max ? [`${field} is longer than ${max} characters`] : []
}

function linkProblems(links: Record<string, string>): string[] {
  const entries = Object.entries(links)
  const count = entries.length > maxLengths.links ? [`there are more than ${maxLengths.links} links`] : []
  const bad = entries.filter(([, url]) => url.length > maxLengths.link || !isSafeLink(url))
  return [...count, ...bad.map(([name]) => `link ${name} is not a short http, https or ipfs address`)]
}
