import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder, and those above it that are missing. One by one: Node's own recursive `mkdir` never returns in places
 * such as /proc, which say that what cannot be made there is missing.
 *
 * @throws Error of the file system when it cannot be made, or a file stands in its place.
 */
export function makeFolder(path: string): void {
  const missing: string[] = []
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder)
  for (const folder of missing) makeOne(folder)
  if (!statSync(path).isDirectory()) mkdirSync(path)
}

/** Somebody else may have made it in the meantime. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
