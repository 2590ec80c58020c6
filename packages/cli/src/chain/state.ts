import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { makeFolder, replaceFile } from '@cotrain/simulator/files'
import { CliError } from '../errors.ts'

const unzip = promisify(gunzip)

/** The layout of the state folder; a number that changes when older folders can no longer be read. */
const FORMAT = 1

/** What we note beside anvil's own dump. */
export type StateNotes = {
  format: number
  /** How far the chain's clock is ahead of the wall clock, in seconds: time-skips outlive a restart. */
  clockAhead: number
  /** The addresses of the trainers that the models in this state belong to. */
  trainers: string[]
}

export type SavedState = {
  notes: StateNotes
  /** Writes anvil's dump to where `--load-state` can read it. */
  unpack: () => Promise<{ file: string; remove: () => Promise<void> }>
}

/** The folder in which a local chain is kept: anvil's dump (gzip), our notes, and a lock while it is in use. */
export type StateFolder = {
  path: string
  /** @returns What was saved, or undefined in a new folder. */
  load: () => Promise<SavedState | undefined>
  /** Saves so that a crash in the middle leaves the previous save whole. `chain` is a gzipped dump. */
  save: (chain: Buffer, notes: Omit<StateNotes, 'format'>) => Promise<void>
}

/** Opens the folder, and makes it when it is new. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  const folder = resolve(path)
  try {
    makeFolder(folder)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(
      `${folder} cannot be used as the state folder: ${reason}`,
      ['Choose one with --state DIR.'],
      { cause },
    )
  }
  const chainFile = join(folder, 'chain.json.gz')
  const notesFile = join(folder, 'notes.json')
  return {
    path: folder,
    load: async () => {
      const packed = await readFile(chainFile).catch(absent)
      const notes = await readFile(notesFile, 'utf8').catch(absent)
      if (packed === undefined && notes === undefined) return undefined
      try {
        const chain = await unzip(packed ?? '')
        return { notes: parseNotes(notes ?? ''), unpack: () => unpack(folder, chain) }
      } catch (cause) {
        throw corruptState(folder, cause)
      }
    },
    save: async (chain, notes) => {
      replaceFile(notesFile, JSON.stringify({ format: FORMAT, ...notes }))
      replaceFile(chainFile, chain)
    },
  }
}

/** @returns The error for a folder that cannot be read, with the way out of it. */
export function corruptState(folder: string, cause?: unknown): CliError {
  return new CliError(
    `The saved chain in ${folder} is damaged and cannot be loaded.`,
    [
      `Move it away and start anew: mv ${folder} ${folder}.damaged`,
      'Or keep it and use another folder: --state DIR.',
    ],
    { cause },
  )
}

/** @returns The error for a folder that another version of the contracts has written. */
export function foreignState(folder: string): CliError {
  return new CliError(`The saved chain in ${folder} belongs to another version of the contracts.`, [
    `Move it away and start anew: mv ${folder} ${folder}.old`,
    'Or keep it and use another folder: --state DIR.',
  ])
}

function parseNotes(text: string): StateNotes {
  const notes: unknown = JSON.parse(text)
  if (!isNotes(notes)) throw new Error('notes.json is not what was expected')
  return notes
}

function isNotes(value: unknown): value is StateNotes {
  if (typeof value !== 'object' || value === null) return false
  const { format, clockAhead, trainers } = value as Partial<Record<keyof StateNotes, unknown>>
  return format === FORMAT && Number.isSafeInteger(clockAhead) && Array.isArray(trainers)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

async function unpack(folder: string, chain: Buffer) {
  const file = join(folder, 'loading.json')
  await writeFile(file, chain)
  return { file, remove: () => rm(file, { force: true }) }
}
