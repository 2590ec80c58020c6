import { maxLengths } from './ModelMetadata.ts'

/** Licences that people choose for data, by their SPDX identifiers: what they are called. */
export const knownLicenses: Readonly<Record<string, string>> = {
  'CC0-1.0': 'Creative Commons Zero 1.0: no rights reserved',
  'CC-BY-4.0': 'Creative Commons Attribution 4.0',
  'CC-BY-SA-4.0': 'Creative Commons Attribution-ShareAlike 4.0',
  'CC-BY-NC-4.0': 'Creative Commons Attribution-NonCommercial 4.0',
  'CC-BY-NC-SA-4.0': 'Creative Commons Attribution-NonCommercial-ShareAlike 4.0',
  'CDLA-Permissive-2.0': 'Community Data License Agreement Permissive 2.0',
  'CDLA-Sharing-1.0': 'Community Data License Agreement Sharing 1.0',
  'ODbL-1.0': 'Open Data Commons Open Database License 1.0',
  'ODC-By-1.0': 'Open Data Commons Attribution License 1.0',
  'PDDL-1.0': 'Open Data Commons Public Domain Dedication and License 1.0',
  'Apache-2.0': 'Apache License 2.0',
  MIT: 'MIT License',
}

/** The page that has the text of a licence, of those that are known by their SPDX identifiers. */
export function licenseUrl(license: string): string | undefined {
  return Object.hasOwn(knownLicenses, license) ? `https://spdx.org/licenses/${license}.html` : undefined
}

const identifier = /^[A-Za-z0-9][A-Za-z0-9.:-]*\+?$/
const operators = ['AND', 'OR', 'WITH']

/**
 * Whether a text has the form of an SPDX licence expression of at most 64 characters: identifiers, with `AND`, `OR`,
 * `WITH` and brackets between them. Whether there is such a licence is not looked up.
 *
 * @example
 * isLicense('CC-BY-4.0 OR LicenseRef-our-terms')
 */
export function isLicense(text: string): boolean {
  if (text.length > maxLengths.license || text !== text.trim()) return false
  const words = text.match(/[()]|[^ ()]+/g) ?? []
  if (!/^[\x20-\x7e]*$/.test(text)) return false
  const end = expression(words, 0)
  return end !== undefined && end === words.length
}

/** Where the expression that begins at word `from` ends; undefined when none does. */
function expression(words: readonly string[], from: number): number | undefined {
  let end = operand(words, from)
  while (end !== undefined && (words[end] === 'AND' || words[end] === 'OR')) end = operand(words, end + 1)
  return end
}

function operand(words: readonly string[], from: number): number | undefined {
  if (words[from] === '(') {
    const end = expression(words, from + 1)
    return end !== undefined && words[end] === ')' ? end + 1 : undefined
  }
  if (!isIdentifier(words[from])) return undefined
  if (words[from + 1] !== 'WITH') return from + 1
  return isIdentifier(words[from + 2]) ? from + 3 : undefined
}

function isIdentifier(word: string | undefined): boolean {
  return word !== undefined && identifier.test(word) && !operators.includes(word)
}
