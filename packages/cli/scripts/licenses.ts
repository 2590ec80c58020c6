import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'

type Manifest = { name?: string; version?: string; license?: string; author?: string | { name?: string } }

/** A package whose code is in the bundle. */
type Bundled = { folder: string; manifest: Required<Pick<Manifest, 'name' | 'version'>> & Manifest }

/**
 * Whose code a bundle has in it, and under which terms, as Markdown.
 *
 * @param from The folder that the paths in the metafile start from
 * @throws Error for a package that does not say under which terms it is
 */
export function licensesOf({ inputs }: Metafile, from: string): string {
  const found = new Map<string, Bundled>()
  for (const input of Object.keys(inputs)) {
    if (!input.includes('node_modules/')) continue
    const bundled = packageOf(dirname(resolve(from, input)))
    found.set(`${bundled.manifest.name}@${bundled.manifest.version}`, bundled)
  }
  // projects of many packages say the same in each
  const byTerms = new Map<string, string[]>()
  for (const [id, bundled] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const terms = termsOf(bundled)
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), id])
  }
  const sections = [...byTerms].map(([terms, ids]) => `## ${ids.join(', ')}\n\n${terms}`)
  return ['# Code of others in this program', ...sections, ''].join('\n\n')
}

/** The package that a folder is in. Folders within it may have manifests that name nothing. */
function packageOf(folder: string): Bundled {
  const path = join(folder, 'package.json')
  const manifest: Manifest = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const { name, version } = manifest
  if (name !== undefined && version !== undefined) return { folder, manifest: { ...manifest, name, version } }
  if (dirname(folder) === folder) throw new Error('a bundled file is in no package')
  return packageOf(dirname(folder))
}

function termsOf({ folder, manifest }: Bundled): string {
  const { name, license, author } = manifest
  const texts = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file))
  const quoted = texts.map(file => readFileSync(join(folder, file), 'utf8').trim().replace(/^/gm, '> '))
  if (quoted.length > 0) return quoted.join('\n\n')
  if (license === undefined) {
    throw new Error(`${name} does not say under which terms it is: leave it out of the bundle`)
  }
  const holder = typeof author === 'string' ? author : author?.name
  return `${license}${holder === undefined ? '' : `, © ${holder}`}`
}
