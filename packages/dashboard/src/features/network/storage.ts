import { type CotrainStorage, memoryStorage } from '@cotrain/sdk'
import { createStore, del, get, set, type UseStore } from 'idb-keyval'

/**
 * Where the page keeps what it knows of chains between visits: in the browser's database, or, where there is none that
 * works, as in some private windows, as long as the page is open.
 */
export const storage: CotrainStorage = inBrowser()

function inBrowser(): CotrainStorage {
  const forNow = memoryStorage()
  let store: UseStore | undefined
  let works = typeof indexedDB !== 'undefined'
  /** Tries the database, and goes without from the first failure on. */
  const attempt = async <T>(
    inDatabase: (store: UseStore) => Promise<T>,
    without: () => Promise<T>,
  ): Promise<T> => {
    if (works) {
      try {
        store ??= createStore('cotrain', 'chains')
        return await inDatabase(store)
      } catch {
        works = false
      }
    }
    return without()
  }
  return {
    get: key =>
      attempt(
        async store => {
          const value: unknown = await get(key, store)
          return value instanceof Uint8Array ? value : undefined
        },
        () => forNow.get(key),
      ),
    set: (key, value) =>
      attempt(
        store => set(key, value, store),
        () => forNow.set(key, value),
      ),
    delete: key =>
      attempt(
        store => del(key, store),
        () => forNow.delete(key),
      ),
  }
}
