import { MetadataError } from '../errors/input.ts'
import { isLicense } from './license.ts'
import { isSafeLink, type ModelMetadata, maxLengths } from './ModelMetadata.ts'
import { unshownIn } from './plainText.ts'

/**
 * The JSON document of valid metadata, with its fields always in the same order: equal metadata, equal text.
 *
 * @param classCount How many classes the model begins with, if the names are to be counted
 * @throws MetadataError when a field is missing, too long or has characters that cannot be shown, a link is not an
 *   `http:`, `https:` or `ipfs:` address without a user's name, or the licence is no SPDX expression
 */
export function encodeMetadata(metadata: ModelMetadata, classCount = metadata.classes.length): string {
  const { name, description, classes, encoder, links, license } = metadata
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
    ...(license === undefined || isLicense(license) ? [] : [licenseProblem]),
  ]
  if (problems.length > 0) throw new MetadataError({ problems })
  const sortedLinks = links && Object.fromEntries(Object.entries(links).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({ name, description, classes, encoder, links: sortedLinks, license })
}

const licenseProblem = `the license is no SPDX expression of at most ${maxLengths.license} characters, such as CC-BY-4.0`

function textProblems(field: string, text: string, max: number): string[] {
  if (text.trim() === '') return [`${field} is empty`]
  const unshown = unshownIn(text)
  if (unshown !== undefined) return [`${field} has a character that cannot be shown (${unshown})`]
  return text.length > max ? [`${field} is longer than ${max} characters`] : []
}

function linkProblems(links: Record<string, string>): string[] {
  const entries = Object.entries(links)
  const count = entries.length > maxLengths.links ? [`there are more than ${maxLengths.links} links`] : []
  const names = entries.flatMap(([name], i) => textProblems(`the name of link ${i}`, name, maxLengths.class))
  const bad = entries.filter(([, url]) => url.length > maxLengths.link || !isSafeLink(url))
  const reason = 'is not a short http, https or ipfs address without a user name'
  return [...count, ...names, ...bad.map(([name]) => `link ${name} ${reason}`)]
}
