import { useMemo } from 'react'
import { useDraft } from './DraftContext.tsx'
import { encodeDraft } from './encodeDraft.ts'
import type { ReadyModel } from './readyModel.ts'

/** The sample of the text that is being worked on. */
export function useDraftSample(model: ReadyModel) {
  const [text] = useDraft()
  return useMemo(() => ({ text, ...encodeDraft(model, text) }), [model, text])
}
