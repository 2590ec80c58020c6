import { randomUUID } from 'node:crypto'
import { constants, copyFile, link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CliError } from '../errors.ts'

/** How often the holder shows that it lives, and how long it may be silent, in milliseconds. */
const BEAT = 2_000
const SILENCE = 15_000

export type FolderLock = {
  /** Whether it is ours still: a process that slept for long, or was stopped, may have been given up. */
  isHeld: () => Promise<boolean>
  release: () => Promise<void>
}

/**
 * Makes this process the only one that uses a folder.
 *
 * The lock is a file with our process id, touched every two seconds. It counts only as long as that process
 * lives and touches it, so one left behind by a crash or by a machine that went down is no obstacle.
 *
 * @param inUse - What to say when another process, of this id, holds it
 * @throws What `inUse` makes.
 */
export async function lockFolder(folder: string, inUse: (holder: string) => CliError): Promise<FolderLock> {
  const file = join(folder, 'lock')
  const token = `${process.pid} ${randomUUID()}`
  const own = `${file}.${randomUUID()}`
  await writeFile(own, token, { flag: 'wx' })
  try {
    await takeOver(file, own, inUse)
  } finally {
    await rm(own, { force: true })
  }
  const isHeld = async () => (await readFile(file, 'utf8').catch(() => '')) === token
  const beat = setInterval(() => touch(file), BEAT)
  beat.unref()
  return {
    isHeld,
    release: async () => {
      clearInterval(beat)
      if (await isHeld()) await rm(file, { force: true })
    },
  }
}

/** Puts our file in the place of the lock, which only one process can do at a time. */
async function takeOver(file: string, own: string, inUse: (holder: string) => CliError): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await isNew(own, file)) return
    const found = await readFile(file, 'utf8').catch(() => undefined)
    if (found === undefined) continue
    if (await isAlive(file, found)) throw inUse(holderOf(found))
    // one that is left behind is moved away under a name of ours; if another process was faster, that was its own
    const away = `${own}.old`
    await rename(file, away).catch(() => undefined)
    const moved = await readFile(away, 'utf8').catch(() => found)
    if (moved !== found) await link(away, file).catch(() => undefined)
    await rm(away, { force: true })
  }
  throw inUse('one that is starting')
}

/** Makes a file that is there as a whole at once; false when there is one. */
async function isNew(own: string, file: string): Promise<boolean> {
  try {
    // some file systems have no links
    await link(own, file).catch(error => {
      if (error.code === 'EEXIST') throw error
      return copyFile(own, file, constants.COPYFILE_EXCL)
    })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

const holderOf = (text: string) => text.split(' ')[0] ?? ''

async function isAlive(file: string, text: string): Promise<boolean> {
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }))
  return lives(Number(holderOf(text))) && Date.now() - mtimeMs < SILENCE
}

function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function touch(file: string): void {
  const now = new Date()
  utimes(file, now, now).catch(() => {})
}
