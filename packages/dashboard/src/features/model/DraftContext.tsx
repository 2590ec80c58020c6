import { createContext, type ReactNode, useContext, useState } from 'react'

const DraftContext = createContext<[string, (text: string) => void] | null>(null)

/** Keeps the text that somebody works on while they go from one tab to the other. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const draft = useState('')
  return <DraftContext value={draft}>{children}</DraftContext>
}

export function useDraft() {
  const draft = useContext(DraftContext)
  if (!draft) throw new Error('useDraft needs a DraftProvider above it.')
  return draft
}
