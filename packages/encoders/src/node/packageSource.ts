import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { EncoderUnavailableError } from '../errors.ts'
import { rowOf } from '../rows.ts'
import type { EncoderFile, EncoderSource } from '../types.ts'

/**
 * The files of encoders as npm has installed them: their paths begin with the names of packages.
 *
 * @param from Folders in which packages lie, or from which they are looked for as Node does; after those of this package.
 */
export function packageSource(from: readonly string[] = []): EncoderSource {
  return {
    async read(name, file, onProgress) {
      const path = findEncoderFile(file, from)
      if (path === undefined) {
        throw new EncoderUnavailableError(name, `there is no ${file.path}.`, {
          packages: rowOf(name)?.packages ?? [],
        })
      }
      const bytes = new Uint8Array(await readFile(path))
      onProgress?.(bytes.length)
      return bytes
    },
  }
}

/** Where a file of an encoder is, in a package that is installed. */
export function findEncoderFile(
  { path }: Pick<EncoderFile, 'path'>,
  from: readonly string[] = [],
): string | undefined {
  const above = [import.meta.url, ...from.map(folder => join(folder, 'package.json'))]
  return [...above.flatMap(start => createRequire(start).resolve.paths(path) ?? []), ...from]
    .map(folder => join(folder, path))
    .find(existsSync)
}
