import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bundle, commitmentOf, encodeBundle, parseBundle } from '@cotrain/sdk'
import { CliError, explain } from '../errors.ts'
import { readTextFile } from '../textFile.ts'
import { writeNewFile } from './newFile.ts'

/** A bundle, and the file that holds it. */
export type BundleFile = { path: string; contents: Bundle }

/** Digits of its commitment that the name of a bundle's file has. */
const digits = 8
/** Browsers put a number before the end of a name that is taken. */
const pattern = /^cotrain-bundle-\d+-.*\.json$/

/** How the file of a bundle is named when the user does not say: by its model and its commitment. */
export function bundleName(contents: Bundle): string {
  return `cotrain-bundle-${contents.modelId}-${commitmentOf(contents).slice(2, 2 + digits)}.secret.json`
}

/**
 * Writes a bundle to a new file that only its owner can read. Goes to disk before anything is paid, since a bundle that
 * cannot be revealed loses what it has paid; and who knows it beforehand can commit the same.
 *
 * @throws CliError when the file exists
 */
export async function writeBundle(
  { path, contents }: BundleFile,
  { isDryRun }: { isDryRun: boolean } = { isDryRun: false },
): Promise<void> {
  const wayOut = [
    'It may hold another bundle, which is lost with it. Name another file with --bundle FILE,',
    'or commit what is in it: leave out --data.',
  ]
  await writeNewFile(path, encodeBundle(contents), { wayOut, isDryRun })
}

/**
 * Reads the file of a bundle.
 *
 * @throws BundleError when it holds something else; file errors
 */
async function readBundle(path: string): Promise<BundleFile> {
  return { path, contents: parseBundle(await readTextFile(path)) }
}

/**
 * Reads files of bundles: each that is named, and of each folder those whose names are as `market commit` and the
 * dashboard choose them. One of a folder that cannot be read does not stand in the way of the others.
 *
 * @throws CliError when there is no such file, BundleError when one that is named holds something else
 */
export async function readBundles(
  paths: readonly string[],
  log: (text: string) => void,
): Promise<BundleFile[]> {
  const found = await Promise.all(paths.map(path => bundlesAt(path, log)))
  return [...new Map(found.flat().map(file => [file.path, file])).values()]
}

async function bundlesAt(path: string, log: (text: string) => void): Promise<BundleFile[]> {
  const names = await namesIn(path)
  if (names === undefined) return [await readBundle(path)]
  const found: BundleFile[] = []
  for (const name of names) {
    const file = join(path, name)
    await readBundle(file).then(
      bundle => found.push(bundle),
      async error => log(`${file} is left out: ${(await explain(error)).message}`),
    )
  }
  return found
}

/** The names of a folder's bundles; undefined for a file. */
async function namesIn(path: string): Promise<string[] | undefined> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new CliError(`There is no file ${path}.`, [
      'Name the files that `cotrain market commit` wrote, or a folder of them, with --bundle.',
    ])
  })
  if (!there.isDirectory()) return undefined
  const names = await readdir(path)
  return names.filter(name => pattern.test(name)).sort()
}
