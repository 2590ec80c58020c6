import { useSyncExternalStore } from 'react'

/** The models whose originals the reader has asked for, until the page is closed. */
let models: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether the reader wants to see the originals of a model, and what changes that. */
export function useConsent(model: string): [boolean, (wanted: boolean) => void] {
  const wanted = useSyncExternalStore(subscribe, () => models.has(model))
  const set = (next: boolean) => {
    models = next ? new Set([...models, model]) : new Set([...models].filter(each => each !== model))
    for (const listener of listeners) listener()
  }
  return [wanted, set]
}
