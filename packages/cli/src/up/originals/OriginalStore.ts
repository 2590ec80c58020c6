import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type OriginalPlace, originalFromJson, originalToJson, type SignedOriginal } from '@cotrain/sdk'
import type { OriginalLimits } from './limits.ts'
import { OriginalProblem } from './OriginalProblem.ts'

/** A file counts as this much at least. */
const leastBytes = 512

/**
 * Originals in a folder, one file each, below chain, trainer and model. Files are replaced as a whole. A withdrawn
 * original leaves a mark with the time of its withdrawal, so that who has kept a copy of the signed record cannot bring
 * it back.
 */
export class OriginalStore {
  readonly #folder: string
  readonly #limits: Pick<OriginalLimits, 'totalBytes' | 'records'>
  #bytes = 0
  #files = 0
  /** Changes are made one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, limits: Pick<OriginalLimits, 'totalBytes' | 'records'>) {
    this.#folder = folder
    this.#limits = limits
  }

  /** Opens a folder, which need not be there, and counts what is in it; files that were never finished go. */
  static async open(folder: string, limits: Pick<OriginalLimits, 'totalBytes' | 'records'>) {
    const store = new OriginalStore(folder, limits)
    for (const path of await filesIn(folder)) {
      if (path.endsWith('.part')) await rm(path, { force: true })
      else store.#count(1, (await stat(path)).size)
    }
    return store
  }

  /** The original of a contribution, if there is one. A file that is broken counts as none. */
  async get(place: OriginalPlace): Promise<SignedOriginal | undefined> {
    const text = await readIfThere(this.#pathOf(place, 'json'))
    if (text === undefined) return undefined
    try {
      return originalFromJson(JSON.parse(text))
    } catch {
      return undefined
    }
  }

  /** The contributions of a model that have originals, in no order. */
  async list(model: Omit<OriginalPlace, 'contribution'>): Promise<bigint[]> {
    const names = await readdir(this.#folderOf(model)).catch(ifMissing([]))
    return names.flatMap(name => {
      const [, index] = /^(\d+)\.json$/.exec(name) ?? []
      return index === undefined ? [] : [BigInt(index)]
    })
  }

  /**
   * Keeps an original in place of an older one.
   *
   * @throws OriginalProblem when it is no newer than the one that is there, or than its withdrawal, or when there is no room.
   */
  put(original: SignedOriginal): Promise<void> {
    return this.#afterOthers(async () => {
      const [there, withdrawn] = [await this.get(original), await this.#withdrawnAt(original)]
      if (there?.signature === original.signature) return
      if (withdrawn !== undefined && original.time <= withdrawn) {
        throw new OriginalProblem(409, 'This original was withdrawn. Sign it anew to share it again.')
      }
      if (there && original.time <= there.time) {
        throw new OriginalProblem(409, 'The original that is there was signed at the same time or later.')
      }
      await this.#write(this.#pathOf(original, 'json'), JSON.stringify(originalToJson(original)))
      await this.#remove(this.#pathOf(original, 'withdrawn'))
    })
  }

  /**
   * Deletes an original.
   *
   * @param time When that was asked for, in seconds since 1970: older signatures bring nothing back.
   * @throws OriginalProblem when a newer original is there, or none was ever.
   */
  withdraw(place: OriginalPlace, time: number): Promise<void> {
    return this.#afterOthers(async () => {
      const [there, withdrawn] = [await this.get(place), await this.#withdrawnAt(place)]
      if (there === undefined && withdrawn === undefined) {
        throw new OriginalProblem(404, 'There is no original of this contribution.')
      }
      if (there && time < there.time) {
        throw new OriginalProblem(409, 'The original that is there was signed after this withdrawal.')
      }
      // the mark takes the room of what it replaces
      await this.#remove(this.#pathOf(place, 'json'))
      const mark = JSON.stringify({ time: Math.max(time, withdrawn ?? 0) })
      await this.#write(this.#pathOf(place, 'withdrawn'), mark)
    })
  }

  async #withdrawnAt(place: OriginalPlace): Promise<number | undefined> {
    const text = await readIfThere(this.#pathOf(place, 'withdrawn'))
    if (text === undefined) return undefined
    const { time } = JSON.parse(text) as { time: number }
    return time
  }

  async #write(path: string, text: string): Promise<void> {
    const before = await sizeOf(path)
    const [files, bytes] = [before === undefined ? 1 : 0, roomOf(text.length) - roomOf(before)]
    const full = this.#files + files > this.#limits.records || this.#bytes + bytes > this.#limits.totalBytes
    if (full) throw new OriginalProblem(507, 'This host has no room for more originals.')
    const part = `${path}.${randomUUID()}.part`
    try {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(part, text, { mode: 0o600 })
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true }).catch(() => {})
      throw error
    }
    this.#files += files
    this.#bytes += bytes
  }

  async #remove(path: string): Promise<void> {
    const before = await sizeOf(path)
    if (before === undefined) return
    await rm(path)
    this.#count(-1, before)
  }

  #count(files: 1 | -1, bytes: number) {
    this.#files += files
    this.#bytes += files * roomOf(bytes)
  }

  #afterOthers<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#last.then(change)
    this.#last = done.catch(() => {})
    return done
  }

  #folderOf({ chainId, trainer, modelId }: Omit<OriginalPlace, 'contribution'>): string {
    return join(this.#folder, String(chainId), trainer.toLowerCase(), String(modelId))
  }

  /** All parts of a path are numbers, or an address: none of them leads elsewhere. */
  #pathOf(place: OriginalPlace, extension: 'json' | 'withdrawn'): string {
    return join(this.#folderOf(place), `${place.contribution}.${extension}`)
  }
}

const roomOf = (bytes: number | undefined) => (bytes === undefined ? 0 : Math.max(bytes, leastBytes))

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifMissing([]))
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(ifMissing(undefined)))?.size
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ifMissing(undefined))
}

/** Gives `value` where a file is missing; other errors stay what they are. */
function ifMissing<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value
    throw error
  }
}
