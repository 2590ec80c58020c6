import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const texts = /\.(js|css|svg|json|md|wasm)$/

/** Bytes from which on it is worth it. */
const least = 1_000

/**
 * Writes each text of the built page compressed beside it (`.br`, `.gz`), so that a server need not do it again for each
 * visitor. Not the page itself, which its host may change.
 */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    async writeBundle({ dir = '.' }, bundle) {
      const names = Object.keys(bundle).filter(name => texts.test(name))
      await Promise.all(names.map(name => compressFile(join(dir, name))))
    },
  }
}

async function compressFile(file: string): Promise<void> {
  const contents = await readFile(file)
  if (contents.length < least) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(contents, { params }))
  await writeFile(`${file}.gz`, await promisify(gzip)(contents, { level: 9 }))
}
