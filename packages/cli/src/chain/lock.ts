import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from '../errors.ts'

/** How often the holder shows that it lives, and how long it may be silent, in milliseconds. */
const BEAT = 2_000
const SILENCE = 15_000

export type StateLock = { release: () => Promise<void> }

/**
 * Makes this process the only one that uses the state folder.
 *
 * The lock is a file with our process id, touched every two seconds. It counts only as long as that process
 * lives and touches it, so one left behind by a crash or by a machine that went down is no obstacle.
 *
 * @throws CliError when another process holds it.
 */
export async function lockState(folder: string): Promise<StateLock> {
  const file = join(folder, 'lock')
  const holder = await livingHolder(file)
  if (holder !== undefined) {
    throw new CliError(
      `The state folder ${folder} is in use by another \`cotrain up\` (process ${holder}).`,
      ['Stop that one first, or give this one its own folder and port: --state DIR --port N.'],
    )
  }
  await rm(file, { force: true })
  await writeFile(file, String(process.pid), { flag: 'wx' }).catch(async error => {
    if (error.code === 'EEXIST')
      throw new CliError(`Another \`cotrain up\` is starting in ${folder} right now.`)
    throw error
  })
  const beat = setInterval(() => touch(file), BEAT)
  beat.unref()
  return {
    release: async () => {
      clearInterval(beat)
      await rm(file, { force: true })
    },
  }
}

async function livingHolder(file: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(file, 'utf8'))
    const { mtimeMs } = await stat(file)
    return lives(pid) && Date.now() - mtimeMs < SILENCE ? pid : undefined
  } catch {
    return undefined
  }
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
