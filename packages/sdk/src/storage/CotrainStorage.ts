/**
 * Where a client keeps what it knows between runs: bytes by key. What is kept is checked before it is used, so that a
 * storage may lose entries or have others than were put there; one that fails must not throw, but know nothing.
 *
 * @example
 * const client = createClient({ chain, transport: http() }).extend(cotrainActions({ storage: memoryStorage() }))
 */
export type CotrainStorage = {
  /** The bytes that were kept last under `key`; undefined when there are none. */
  get(key: string): Promise<Uint8Array | undefined>
  set(key: string, value: Uint8Array): Promise<void>
  delete(key: string): Promise<void>
}

/** A storage that lasts as long as the program. */
export function memoryStorage(): CotrainStorage {
  const entries = new Map<string, Uint8Array>()
  return {
    get: async key => entries.get(key),
    set: async (key, value) => void entries.set(key, value),
    delete: async key => void entries.delete(key),
  }
}
