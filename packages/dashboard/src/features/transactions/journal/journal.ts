import { useSyncExternalStore } from 'react'
import { isJournalTransaction, isOver, isUnderWay, type JournalTransaction } from './transaction.ts'

const prefix = 'cotrain.transaction.'

/** So many are kept; what is over goes first, then the oldest. */
export const mostKept = 100

/**
 * The transactions of this browser, each under a key of its own, so that two tabs that write at the same time do not undo
 * one another's words. Where the browser keeps nothing, this page knows them as long as it is open.
 */
export interface Journal {
  /** The newest first. */
  read: () => readonly JournalTransaction[]
  find: (id: string) => JournalTransaction | undefined
  write: (transaction: JournalTransaction) => void
  /** Changes one that is still there. */
  change: (id: string, parts: Partial<JournalTransaction>) => void
  forget: (ids: readonly string[]) => void
  subscribe: (listener: () => void) => () => void
}

export function createJournal(): Journal {
  const listeners = new Set<() => void>()
  /** What the browser did not keep, by key. */
  const memory = new Map<string, string>()
  let known: { texts: string; list: readonly JournalTransaction[] } = { texts: '', list: [] }
  /** What the texts say, so that what has not changed stays the same object. */
  let parsed = new Map<string, unknown>()

  const tell = () => {
    for (const listener of listeners) listener()
  }

  function read(): readonly JournalTransaction[] {
    const texts = [...stored().values()]
    const all = texts.join('\n')
    if (all !== known.texts) {
      parsed = new Map(texts.map(text => [text, parsed.get(text) ?? parse(text)]))
      const list = [...parsed.values()].filter(isJournalTransaction)
      known = { texts: all, list: list.sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1)) }
    }
    return known.list
  }

  function stored(): Map<string, string> {
    const found = new Map<string, string>()
    try {
      for (let index = 0; index < localStorage.length; index++) {
        const key = localStorage.key(index)
        if (key?.startsWith(prefix)) found.set(key, localStorage.getItem(key) ?? '')
      }
    } catch {
      // a browser that keeps nothing
    }
    for (const [key, text] of memory) found.set(key, text)
    return found
  }

  function keep(transaction: JournalTransaction): void {
    const key = prefix + transaction.id
    const text = JSON.stringify(transaction)
    try {
      localStorage.setItem(key, text)
      memory.delete(key)
    } catch {
      memory.set(key, text)
    }
  }

  function remove(id: string): void {
    memory.delete(prefix + id)
    try {
      localStorage.removeItem(prefix + id)
    } catch {
      // nothing was kept
    }
  }

  const find = (id: string) => read().find(each => each.id === id)

  return {
    read,
    find,
    write(transaction) {
      keep(transaction)
      for (const { id } of surplus(read())) remove(id)
      tell()
    },
    change(id, parts) {
      const transaction = find(id)
      if (!transaction) return
      const changedAt = parts.state && parts.state !== transaction.state ? Date.now() : transaction.changedAt
      keep({ ...transaction, changedAt, ...parts })
      tell()
    },
    forget(ids) {
      for (const id of ids) remove(id)
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      window.addEventListener('storage', listener)
      return () => {
        listeners.delete(listener)
        window.removeEventListener('storage', listener)
      }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is too much: what is over first, what is under way last, the oldest of each first. */
function surplus(list: readonly JournalTransaction[]): readonly JournalTransaction[] {
  const rank = (each: JournalTransaction) => (isOver(each) ? 0 : isUnderWay(each) ? 2 : 1)
  const sorted = list.toSorted((a, b) => rank(a) - rank(b) || a.madeAt - b.madeAt)
  return sorted.slice(0, Math.max(0, list.length - mostKept))
}

/** The journal of this page. */
export const journal = createJournal()

/** All transactions of this browser, the newest first, in a component. */
export const useJournal = (): readonly JournalTransaction[] =>
  useSyncExternalStore(journal.subscribe, journal.read)
