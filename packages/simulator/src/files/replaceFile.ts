import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { FileWriteError } from './FileWriteError.ts'

/**
 * Writes a file so that at each moment either what was there before or all that is new stands there, even when the disk
 * is full. Where something else than a file has the name, such as /dev/stdout, it is written to as it is.
 *
 * @param mode Of a new file.
 * @throws FileWriteError when it cannot be written; what was there before is still there.
 */
export function replaceFile(
  path: string,
  content: string | Uint8Array,
  { mode = 0o666 }: { mode?: number } = {},
): void {
  const before = statSync(path, { throwIfNoEntry: false })
  try {
    if (before?.isFile() === false) writeFileSync(path, content)
    else moveThere(path, content, before?.mode ?? mode)
  } catch (cause) {
    throw new FileWriteError(path, cause)
  }
}

function moveThere(path: string, content: string | Uint8Array, mode: number): void {
  const next = `${path}.next`
  try {
    writeFileSync(next, content, { flush: true, mode })
    renameSync(next, path)
  } finally {
    rmSync(next, { force: true })
  }
}
