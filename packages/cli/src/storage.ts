import { randomUUID } from 'node:crypto'
import { type Dirent, utimes } from 'node:fs'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { type CotrainStorage, memoryStorage } from '@cotrain/sdk'
import { makeFolder } from '@cotrain/simulator/files'

/** What is kept in a folder at most, in bytes; what was used longest ago goes first. */
const maxBytes = 256 * 1024 * 1024
/** Milliseconds after which what nobody has finished writing is cleared away. */
const abandoned = 3_600_000
const unfinished = '.part'

/** Where commands keep what they know of chains: in the folder of the XDG specification for what can be made again. */
export function cacheFolder(): string {
  const cache = process.env.XDG_CACHE_HOME ?? ''
  return join(isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'cotrain', 'chains')
}

/** What a command may say about what is kept. */
type CacheOption = { cache?: boolean | undefined }

let shared: CotrainStorage | undefined

/** Where this run of a command keeps what it knows: on disk, or with `--no-cache` as long as it lasts. */
export function storageFor({ cache = true }: CacheOption): CotrainStorage {
  shared ??= cache ? fileStorage(cacheFolder()) : memoryStorage()
  return shared
}

/**
 * A storage in files, one for each key. Files are replaced as a whole, so that several processes may use a folder; where
 * it cannot be used, nothing is kept, and stderr says so once.
 *
 * @param limit The size of all files at most, in bytes.
 */
export function fileStorage(folder: string, limit = maxBytes): CotrainStorage {
  const pathOf = (key: string) => join(folder, encodeURIComponent(key))
  let warned = false
  const warn = (error: unknown) => {
    if (warned) return
    warned = true
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    process.stderr.write(`Nothing is kept for the next time: ${folder} cannot be used (${code}).\n`)
  }
  return {
    async get(key) {
      try {
        const bytes = await readFile(pathOf(key))
        // when it was used last
        utimes(pathOf(key), new Date(), new Date(), () => {})
        return bytes
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') warn(error)
        return undefined
      }
    },
    async set(key, value) {
      const part = `${pathOf(key)}.${randomUUID()}${unfinished}`
      try {
        if (value.length > limit) return
        makeFolder(folder)
        await writeFile(part, value, { mode: 0o600 })
        await rename(part, pathOf(key))
        await shrink(folder, limit)
      } catch (error) {
        warn(error)
        await rm(part, { force: true }).catch(() => {})
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true }).catch(warn)
    },
  }
}

/** Removes what was used longest ago until the rest fits, and what was never finished. */
async function shrink(folder: string, limit: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = (
    await Promise.all(entries.filter(entry => entry.isFile()).map(entry => measure(folder, entry)))
  ).filter(file => file !== undefined)
  files.sort((a, b) => a.used - b.used)
  let total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { path, size, used } of files) {
    const isOld = path.endsWith(unfinished) && Date.now() - used > abandoned
    if (total <= limit && !isOld) continue
    await rm(path, { force: true })
    total -= size
  }
}

/** A file's size and when it was used; undefined when another process has removed it. */
async function measure(folder: string, { name }: Dirent) {
  const path = join(folder, name)
  const found = await stat(path).catch(() => undefined)
  return found && { path, size: found.size, used: found.mtimeMs }
}
