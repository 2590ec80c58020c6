import { useSyncExternalStore } from 'react'

/** A list that the browser keeps, the same in all of its tabs and after a reload. */
export interface StoredList<Entry> {
  read: () => readonly Entry[]
  /** @returns Whether the browser keeps it; else only this page knows it, until it is closed. */
  write: (entries: readonly Entry[]) => boolean
  /** The list as it is now, in a component. */
  use: () => readonly Entry[]
}

/** The list under a key of the browser's storage. What in it is no entry, or no list, is passed over. */
export function createStoredList<Entry>(
  storageKey: string,
  isEntry: (value: unknown) => value is Entry,
): StoredList<Entry> {
  const listeners = new Set<() => void>()
  /** What the browser did not keep. */
  let memory: string | undefined
  let parsed: { text: string; entries: readonly Entry[] } = { text: '[]', entries: [] }

  function read(): readonly Entry[] {
    const text = stored()
    if (text !== parsed.text) parsed = { text, entries: parse(text) }
    return parsed.entries
  }

  function parse(text: string): readonly Entry[] {
    try {
      const value: unknown = JSON.parse(text)
      return Array.isArray(value) ? value.filter(isEntry) : []
    } catch {
      return []
    }
  }

  function stored(): string {
    if (memory !== undefined) return memory
    try {
      return localStorage.getItem(storageKey) ?? '[]'
    } catch {
      return '[]'
    }
  }

  function write(entries: readonly Entry[]): boolean {
    const text = JSON.stringify(entries)
    memory = keep(text) ? undefined : text
    for (const listener of listeners) listener()
    return memory === undefined
  }

  function keep(text: string): boolean {
    try {
      localStorage.setItem(storageKey, text)
      return true
    } catch {
      return false
    }
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    window.addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('storage', listener)
    }
  }

  return { read, write, use: () => useSyncExternalStore(subscribe, read) }
}
