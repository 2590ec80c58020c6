import type { EncoderFile, EncoderRow, EncoderSource } from '@cotrain/encoders'
import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval'

/** Files of encoders in the browser's database, by their hashes. */
let store: UseStore | undefined
const files = () => {
  store ??= createStore('cotrain-encoders', 'files')
  return store
}

/** Whether all files of an encoder were kept on an earlier visit. */
export async function isKept(row: EncoderRow): Promise<boolean> {
  try {
    const kept = new Set(await keys<string>(files()))
    return row.files.every(({ sha256 }) => kept.has(sha256))
  } catch {
    return false
  }
}

/** Forgets the files of an encoder, which were damaged. */
export async function forget(row: EncoderRow): Promise<void> {
  await Promise.all(row.files.map(({ sha256 }) => del(sha256, files()).catch(() => {})))
}

/**
 * A source that asks another one only for what the browser has not kept. Whether a file is the right one is checked by who
 * loads the encoder, each time.
 */
export function cachedSource(source: EncoderSource): EncoderSource {
  return {
    async read(name, file, onProgress) {
      const kept = await readKept(file)
      if (kept) return kept
      const bytes = await source.read(name, file, onProgress)
      // no room, or no database in a private window: it is loaded again next time
      await set(file.sha256, bytes, files()).catch(() => {})
      return bytes
    },
  }
}

async function readKept({ sha256, bytes }: EncoderFile): Promise<Uint8Array | undefined> {
  try {
    const kept: unknown = await get(sha256, files())
    return kept instanceof Uint8Array && kept.length === bytes ? kept : undefined
  } catch {
    return undefined
  }
}
