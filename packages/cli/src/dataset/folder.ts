import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { FileWriteError, makeFolder } from '@cotrain/simulator/files'
import { CliError } from '../errors.ts'
import { allNames, names } from './names.ts'

/** Bytes that are collected before they are written. */
const chunk = 1 << 16

/** A file that is written piece by piece. */
export type Sink = { write(text: string): void }

/**
 * Makes a folder of files so that either all of it stands there or nothing of it, even when the disk is full or the
 * command is stopped: it is written under another name beside, and gets its own last.
 *
 * @param force Whether a data set that stands there is replaced; nothing else ever is.
 * @throws CliError when something stands there, FileWriteError
 */
export async function makeDataset(
  path: string,
  force: boolean,
  write: (open: (name: string) => Sink) => Promise<void>,
): Promise<void> {
  const folder = resolve(path)
  checkPlace(folder, path, force)
  const next = join(dirname(folder), `.${basename(folder)}.${randomBytes(4).toString('hex')}.next`)
  const stop = removeWhenStopped(next)
  const files = new Files(next)
  try {
    makeFolder(next)
    await write(name => files.open(name))
    files.close()
    putThere(next, folder, path, force)
  } catch (error) {
    throw isOfFiles(error) ? new FileWriteError(path, error) : error
  } finally {
    files.abandon()
    rmSync(next, { recursive: true, force: true })
    stop()
  }
}

function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/** @throws CliError when something stands there that may not be replaced */
function checkPlace(folder: string, path: string, force: boolean): void {
  const there = statSync(folder, { throwIfNoEntry: false })
  if (!there) return
  const content = there.isDirectory() ? readdirSync(folder) : undefined
  if (content === undefined) throw new CliError(`${path} is a file: name a folder that is to be made.`)
  const isDataset = content.includes(names.card) && content.every(name => allNames.includes(name))
  if (!isDataset && content.length > 0) {
    throw new CliError(`${path} is a folder with other things in it, and is not replaced.`, [
      'Name a folder that is to be made: --out FOLDER.',
    ])
  }
  if (!force) throw new CliError(`${path} exists, and is not replaced.`, ['Replace it with --force.'])
}

/** What stood there is looked at again: it may have come in the meantime. */
function putThere(next: string, folder: string, path: string, force: boolean): void {
  checkPlace(folder, path, force)
  const old = `${next}.old`
  const replaces = statSync(folder, { throwIfNoEntry: false }) !== undefined
  if (replaces) renameSync(folder, old)
  try {
    renameSync(next, folder)
  } catch (error) {
    if (replaces) renameSync(old, folder)
    throw error
  }
  rmSync(old, { recursive: true, force: true })
}

/** Removes an unfinished folder when the command is stopped from outside. @returns What ends that. */
function removeWhenStopped(folder: string): () => void {
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handler = () => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(code)
    }
    process.once(signal, handler)
    return () => process.off(signal, handler)
  })
  return () => {
    for (const off of handlers) off()
  }
}

/** Files that are being written in a folder. */
class Files {
  readonly #folder: string
  readonly #open = new Map<number, string[]>()

  constructor(folder: string) {
    this.#folder = folder
  }

  open(name: string): Sink {
    const file = openSync(join(this.#folder, name), 'wx')
    const pending: string[] = []
    let length = 0
    this.#open.set(file, pending)
    return {
      write: text => {
        pending.push(text)
        length += text.length
        if (length < chunk) return
        length = 0
        flush(file, pending)
      },
    }
  }

  /** Writes what is left, down to the disk. */
  close(): void {
    for (const [file, pending] of this.#open) {
      flush(file, pending)
      fsyncSync(file)
      closeSync(file)
      this.#open.delete(file)
    }
  }

  abandon(): void {
    for (const file of this.#open.keys()) closeSync(file)
    this.#open.clear()
  }
}

function flush(file: number, pending: string[]): void {
  const bytes = Buffer.from(pending.join(''))
  pending.length = 0
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
