import { createContext, type ReactNode, useContext, useState } from 'react'
import type { DraftPicture } from '../pictures/DraftPicture.ts'

/** What somebody works on: a text, or a picture for models that take pictures. */
interface Draft {
  text: string
  picture: DraftPicture | undefined
}

const DraftContext = createContext<[Draft, (draft: Draft) => void] | null>(null)

/** Keeps what somebody works on while they go from one tab to the other. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const draft = useState<Draft>({ text: '', picture: undefined })
  return <DraftContext value={draft}>{children}</DraftContext>
}

function useWholeDraft() {
  const draft = useContext(DraftContext)
  if (!draft) throw new Error('useDraft needs a DraftProvider above it.')
  return draft
}

/** The text that is worked on, and what sets it: to set it to nothing clears a picture, too. */
export function useDraft(): [string, (text: string) => void] {
  const [{ text }, set] = useWholeDraft()
  return [text, next => set({ text: next, picture: undefined })]
}

/** The picture that is worked on. */
export function usePictureDraft(): [DraftPicture | undefined, (picture: DraftPicture | undefined) => void] {
  const [{ picture }, set] = useWholeDraft()
  return [picture, next => set({ text: '', picture: next })]
}
